"""Progress on standard error: stages, how far, how long still, within a terminal."""

import os
import pty
import subprocess
import sys
import time

import pytest

from propbench.bench.progress import Meter, meter

SHOW = """
from propbench.bench.progress import meter
with meter(40.0) as shown:
    shown.stage("reading the runs of a machine with a very long name that nobody can pronounce [b]")
    shown.advance(10.0)
"""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the clock shows; a test moves it."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_plain_lines_say_the_stage_how_far_and_what_is_left(
    capsys: pytest.CaptureFixture[str], clock: list[float]
) -> None:
    with meter(40.0) as shown:
        shown.stage("reading the run")
        clock[0] = 30.0
        shown.advance(10.0)
    first, second = capsys.readouterr().err.splitlines()
    assert first == "[    0 s]   0% reading the run, about 40 s left"
    assert second == "[   30 s]  25% reading the run, about 73 s left"


def test_a_small_piece_that_took_long_changes_little(clock: list[float]) -> None:
    shown = Meter(100.0)
    clock[0] = 1.0
    shown.advance(0.01)
    assert shown.left == "about 110 s left"


def test_half_of_the_work_in_thrice_the_time_says_how_slow_the_rest_is(clock: list[float]) -> None:
    shown = Meter(100.0)
    clock[0] = 150.0
    shown.advance(50.0)
    assert shown.left == "about 2.2 min left"


def test_what_is_left_counts_down_while_nothing_ends(clock: list[float]) -> None:
    shown = Meter(40.0)
    clock[0] = 15.0
    assert shown.left == "about 25 s left"
    clock[0] = 45.0
    assert shown.left == "longer than planned"


def test_a_new_prediction_forgets_the_pace_of_what_came_before(clock: list[float]) -> None:
    shown = Meter(10.0)
    clock[0] = 60.0
    shown.advance(5.0)
    shown.expect(20.0)
    assert (shown.left, shown.share) == ("about 20 s left", 0.2)


def test_more_work_than_predicted_is_no_more_than_all_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with meter(1.0) as shown:
        shown.advance(5.0)
        shown.stage("writing the page")
    (line,) = capsys.readouterr().err.splitlines()
    assert "100% writing the page, about to end" in line


@pytest.mark.parametrize(("term", "moves"), [("xterm", True), ("dumb", False)])
def test_a_terminal_that_can_gets_a_bar_within_80_columns(term: str, moves: bool) -> None:
    text = on_terminal(SHOW, TERM=term, COLUMNS="200")
    lines = text.replace("\r", "\n").split("\n")
    assert ("\x1b" in text) == moves
    assert " s left" in text
    assert moves or max(map(len, lines)) <= 80


def on_terminal(script: str, **variables: str) -> str:
    """What a script writes on standard error where that is a terminal."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", script], stderr=theirs, env={**os.environ, **variables}
    )
    os.close(theirs)
    text = b""
    while part := _read(ours):
        text += part
    os.close(ours)
    assert child.wait() == 0
    return text.decode("utf-8")


def _read(terminal: int) -> bytes:
    """Linux ends what a terminal says with an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""

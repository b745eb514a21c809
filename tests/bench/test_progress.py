"""Progress on standard error: stages, how far, how long still, within a terminal."""

import time

import pytest

from propbench.bench.progress import meter


def test_plain_lines_say_the_stage_how_far_and_what_is_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = iter([0.0, 0.0, 30.0, 30.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(now))
    with meter(40.0) as shown:
        shown.stage("reading the run")
        shown.advance(10.0)
    first, second = capsys.readouterr().err.splitlines()
    assert first == "[    0 s]   0% reading the run, about 40 s left"
    assert second == "[   30 s]  25% reading the run, about 90 s left"


def test_more_work_than_predicted_is_no_more_than_all_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with meter(1.0) as shown:
        shown.advance(5.0)
        shown.stage("writing the page")
    (line,) = capsys.readouterr().err.splitlines()
    assert "100% writing the page, about 0 s left" in line

"""Contenders in forked processes: they answer, take turns, and reach nobody when they go wrong."""

import os
import signal
import threading
import time
import warnings

import numpy as np
import psutil
import pytest

from propbench.bench.sampling.conductor import Conductor, ContenderError, conducting
from propbench.bench.sampling.seat import Seat

PASSES = [["a", "b"], ["b", "a"], ["a"]]


def polite(seat: Seat) -> None:
    """Tells its own state, and takes its turns."""
    while True:
        request = seat.request()
        if request["do"] == "turns":
            taken = sum(1 for _ in seat.turns(request["passes"]))
            seat.reply({"taken": taken})
        else:
            seat.reply({"over": np.geterr()["over"], "filters": len(warnings.filters)})


def rude(seat: Seat) -> None:
    """The first changes whatever a process shares with itself, prints, and then is polite."""
    if seat.name == "a":
        np.seterr(all="raise")
        warnings.simplefilter("error")
        print('{"over": "nonsense"}', flush=True)
    polite(seat)


def ask_state(conductor: Conductor, name: str) -> dict[str, object]:
    return conductor.ask(name, {"do": "state"})


def test_everybody_takes_the_turns_it_is_given() -> None:
    with conducting("ab", polite, limit_s=10) as conductor:
        replies = conductor.ask_all("ab", {"do": "turns", "passes": PASSES})
    assert replies == {"a": {"taken": 3}, "b": {"taken": 2}}


def test_what_a_contender_changes_stays_with_it() -> None:
    with conducting("ab", rude, limit_s=10) as conductor:
        assert ask_state(conductor, "a")["over"] == "raise"
        assert ask_state(conductor, "b")["over"] == np.geterr()["over"] != "raise"


def test_one_that_dies_is_named_with_the_reason() -> None:
    def dies(seat: Seat) -> None:
        if seat.name == "b":
            seat.request()
            os.kill(os.getpid(), signal.SIGKILL)
        polite(seat)

    with conducting("ab", dies, limit_s=10) as conductor:
        assert "over" in ask_state(conductor, "a")
        with pytest.raises(ContenderError, match="killed by SIGKILL") as caught:
            ask_state(conductor, "b")
    assert caught.value.name == "b"


def test_one_that_hangs_in_its_turn_is_named_and_not_those_who_wait_for_it() -> None:
    def hangs(seat: Seat) -> None:
        for _ in seat.turns(seat.request()["passes"]):
            if seat.name == "b":
                time.sleep(60)
        seat.reply({})

    with (
        conducting("ab", hangs, limit_s=0.5) as conductor,
        pytest.raises(ContenderError, match=r"took more than 0\.5 s") as caught,
    ):
        conductor.ask_all("ab", {"do": "turns", "passes": PASSES})
    assert caught.value.name == "b"


def test_an_exception_of_a_contender_is_its_end_and_not_its_parents() -> None:
    def raises(_: Seat) -> None:
        raise SystemExit(0)

    with (
        conducting("a", raises, limit_s=10) as conductor,
        pytest.raises(ContenderError, match="ended with 1"),
    ):
        ask_state(conductor, "a")


def test_of_those_who_hang_when_another_had_its_turn_the_first_is_named() -> None:
    def hangs(seat: Seat) -> None:
        seat.holder[0] = 2
        seat.reply({"ready": seat.request()})
        time.sleep(60)

    with conducting("abc", hangs, limit_s=0.5) as conductor:
        conductor.ask_all("abc", {})
        with pytest.raises(ContenderError) as caught:
            conductor.ask_all("ab", {})
    assert caught.value.name == "a"


def test_one_that_dies_while_another_works_is_named_with_whose_turn_it_was() -> None:
    def die_in_the_turn_of_b(seat: Seat) -> None:
        while seat.holder[0] != 1:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGKILL)

    def dies(seat: Seat) -> None:
        passes = seat.request()["passes"]
        if seat.name == "a":
            threading.Thread(target=die_in_the_turn_of_b, args=[seat]).start()
        for _ in seat.turns(passes):
            if seat.name == "b":
                time.sleep(60)

    with (
        conducting("ab", dies, limit_s=10) as conductor,
        pytest.raises(ContenderError, match="killed by SIGKILL in the turn of b") as caught,
    ):
        conductor.ask_all("ab", {"do": "turns", "passes": PASSES})
    assert caught.value.name == "a"


def test_one_that_died_earlier_is_noticed_when_it_is_asked() -> None:
    def dies(_: Seat) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with conducting("a", dies, limit_s=10) as conductor:
        os.waitid(os.P_PID, conductor.contenders["a"].pid, os.WEXITED | os.WNOWAIT)
        with pytest.raises(ContenderError, match="killed by SIGKILL"):
            ask_state(conductor, "a")


def test_one_that_ends_in_peace_has_not_answered() -> None:
    with (
        conducting("a", lambda _: None, limit_s=10) as conductor,
        pytest.raises(ContenderError, match="ended with 0 and without an answer"),
    ):
        ask_state(conductor, "a")


def test_no_more_contenders_are_started_than_can_be_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def begun() -> None:
        raise InterruptedError("begun")

    monkeypatch.setattr(os, "pipe", begun)
    many = [str(number) for number in range(256)]
    with pytest.raises(ValueError, match="256 contenders, expected at most 255"):
        conducting(many, polite, limit_s=10).__enter__()
    with pytest.raises(InterruptedError):
        conducting(many[:255], polite, limit_s=10).__enter__()


def test_nobody_is_left_running() -> None:
    before = set(psutil.Process().children(recursive=True))
    with conducting("abc", polite, limit_s=10):
        assert len(set(psutil.Process().children(recursive=True)) - before) == 3
    assert set(psutil.Process().children(recursive=True)) <= before

"""Pairs are balanced, redone as a whole, and never chosen by their ratio; no clock, no process."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from propbench.bench.regression.sampling.interleaving import sample_restart
from propbench.bench.regression.sampling.records import CaseSamples, Compared
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.process import SideError, TargetError
from propbench.bench.regression.verdict.settings import Settings

SETTINGS = Settings(pairs=6)
Answer = dict[str, Any]
Asked = list[tuple[str, list[Role]]]


class FakeSide:
    """Answers as it is made to, and remembers in which order all sides were to take turns."""

    def __init__(self, role: Role, asked: Asked, answer: Callable[[int], Answer]) -> None:
        self._role, self._asked, self._answer = role, asked, answer
        self._count = 0

    def send(self, do: str, id: str, calls: int, order: list[Role]) -> None:
        assert (do, calls) == ("sample", 7)
        if self._role == "base":
            self._asked.append((id, order))
        self._count += 1

    def answered(self) -> bool:
        return True

    def reply(self) -> Answer:
        return self._answer(self._count)


def quiet(_: int) -> Answer:
    return {"cpu_s": 0.02, "wall_s": 0.03, "switches": 0, "compiled": False}


def _case(name: str, aa: bool = False) -> Compared:
    return Compared(id=name, kind="case", family="loops", threads=1, aa=aa, calls=7, slices=4)


def _sampled(
    cases: list[Compared],
    head: Callable[[int], Answer] = quiet,
    stolen_s: Callable[[], float] = lambda: 0.0,
) -> tuple[list[CaseSamples], Asked]:
    asked: Asked = []
    answers: dict[Role, Callable[[int], Answer]] = {"base": quiet, "head": head, "aa": quiet}
    sides: Any = {role: FakeSide(role, asked, answer) for role, answer in answers.items()}
    return sample_restart(sides, cases, SETTINGS, random.Random(1), stolen_s), asked  # noqa: S311


def test_each_side_goes_first_equally_often() -> None:
    (samples,), _ = _sampled([_case("a")])
    assert sorted(samples.first) == 3 * ["base"] + 3 * ["head"]


def test_three_sides_have_every_position_equally_often() -> None:
    _, asked = _sampled([_case("a", aa=True)])
    first_slices = [order[:3] for _, order in asked]
    for position in range(3):
        there = sorted(order[position] for order in first_slices)
        assert there == ["aa", "aa", "base", "base", "head", "head"]


def test_the_slices_of_a_sample_go_round() -> None:
    _, asked = _sampled([_case("a", aa=True)])
    assert all(order == 4 * order[:3] for _, order in asked)


def test_cases_come_in_another_order_in_every_round() -> None:
    names = [f"case-{number}" for number in range(8)]
    _, asked = _sampled([_case(name) for name in names])
    visits = [name for name, _ in asked][::2]
    rounds = [visits[start : start + 8] for start in (0, 8, 16)]
    assert all(sorted(one) == names for one in rounds)
    assert rounds[0] != rounds[1]


def test_only_its_own_cases_are_asked_of_the_second_base() -> None:
    (plain, aa), _ = _sampled([_case("a"), _case("b", aa=True)])
    assert set(plain.sides) == {"base", "head"}
    assert set(aa.sides) == {"base", "head", "aa"}


def test_a_disturbed_pair_is_redone_as_a_whole_and_counted() -> None:
    (samples,), asked = _sampled(
        [_case("a")], head=lambda count: {**quiet(count), "switches": 99 if count == 1 else 0}
    )
    assert (samples.redone, samples.disturbed) == (1, 0)
    assert len(asked) == SETTINGS.pairs + 1
    assert samples.sides["head"].switches == [0] * SETTINGS.pairs


def test_a_pair_that_is_disturbed_to_the_last_try_is_kept_and_counted() -> None:
    (samples,), asked = _sampled([_case("a")], head=lambda count: {**quiet(count), "switches": 99})
    assert samples.disturbed == SETTINGS.pairs
    assert samples.redone == SETTINGS.pairs * (SETTINGS.most_tries - 1)
    assert len(samples.first) == SETTINGS.pairs
    assert len(asked) == SETTINGS.pairs * SETTINGS.most_tries


def test_stolen_time_disturbs_a_pair() -> None:
    ticks = iter([0.0, 1.0, *[1.0] * 100])
    (samples,), _ = _sampled([_case("a")], stolen_s=lambda: next(ticks))
    assert samples.redone == 1


def test_a_sample_in_which_something_was_compiled_is_void() -> None:
    (samples,), _ = _sampled(
        [_case("a")], head=lambda count: {**quiet(count), "compiled": count == 2}
    )
    assert samples.redone == 1
    assert len(samples.sides["base"].cpu_s) == SETTINGS.pairs


def test_a_slow_sample_is_no_reason_to_redo_a_pair() -> None:
    (samples,), _ = _sampled([_case("a")], head=lambda count: {**quiet(count), "cpu_s": 9.0})
    assert (samples.redone, samples.disturbed) == (0, 0)


def test_a_side_that_dies_names_its_case() -> None:
    def dies(_: int) -> Answer:
        raise SideError("head ended with -11: ")

    with pytest.raises(TargetError, match="a: head ended"):
        _sampled([_case("a")], head=dies)

"""What a comparison takes is said before it begins and while its restarts go by."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from propbench.bench.progress import Meter
from propbench.bench.regression import pace
from propbench.bench.regression.sampling.experiment import Experiment
from propbench.bench.regression.sampling.records import Compared
from propbench.bench.regression.verdict.settings import Settings


def case(name: str, kind: str = "case", *, aa: bool = False) -> Compared:
    fields: dict[str, Any] = {"family": "loops", "threads": 1, "calls": 10, "slices": 10}
    return Compared(id=name, kind=cast(Any, kind), aa=aa, **fields)


class Pretended(SimpleNamespace):
    """An experiment whose restarts take no time: it says that each begins, and how far it is."""

    def run(self, look: str, names: list[str], count: int) -> None:
        for number in range(count):
            self.progress(f"{look} {number + 1} of {count}, {len(names)} cases")
            self.seen.append((self.meter.name, round(self.meter.share, 2)))


def experiment(meter: Meter, **call_s: float) -> Pretended:
    compared = [case("a"), case("b", aa=True), case("c"), case("kernel", "control")]
    return Pretended(
        compared=compared,
        settings=Settings(pairs=6),
        preflight=SimpleNamespace(call_s={each.id: call_s.get(each.id, 1e-6) for each in compared}),
        progress=meter.stage,
        meter=meter,
        seen=[],
    )


def restarts(meter: Meter, names: list[str], count: int, **call_s: float) -> Pretended:
    made = experiment(meter, **call_s)
    pace.restarts(cast(Experiment, made), meter, "screen", names, count)
    return made


def test_each_restart_moves_the_meter_by_its_share() -> None:
    seen = restarts(Meter(0.0), ["a", "c"], 4).seen
    assert seen == [(f"screen {n + 1} of 4, 2 cases", n / 4) for n in range(4)]


def test_the_last_restart_ends_what_was_expected() -> None:
    meter = Meter(0.0)
    made = restarts(meter, ["a"], 3)
    assert meter.share == pytest.approx(1)
    assert made.progress == meter.stage


def test_slow_cases_take_as_long_as_their_samples() -> None:
    quick, slow = Meter(0.0), Meter(0.0)
    restarts(quick, ["a"], 2)
    restarts(slow, ["a"], 2, a=0.1)
    # Two restarts of six pairs, of two samples of a hundred calls.
    assert slow.total_s - quick.total_s == pytest.approx(2 * 6 * 2 * 100 * 0.1, rel=1e-3)


def test_a_case_that_is_not_sampled_takes_no_time() -> None:
    without, with_c = Meter(0.0), Meter(0.0)
    restarts(without, ["a"], 1, c=0.1)
    restarts(with_c, ["a", "c"], 1, c=0.1)
    assert with_c.total_s > without.total_s + 100


def test_the_plan_has_the_cases_the_restarts_and_the_time() -> None:
    settings = Settings()
    words = pace.plan(24, settings)
    assert "24 cases" in words
    assert "10 restarts" in words
    assert f"about {pace.predicted_s(24, settings) / 60:.1f} min" in words
    assert "1 case on" in pace.plan(1, settings)

"""A new claim is one folder: found, trained, judged and greeted as new, with no other edit."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from propbench.bench import claims
from propbench.bench.claims.referee.evidence import Shipped
from propbench.bench.claims.referee.judging import judge
from propbench.bench.claims.runs import reference, running, stamp
from propbench.bench.claims.runs.reference import Stamp
from propbench.bench.sampling.restarts import Samples
from propbench.bench.training.known import KnownRuns

TOY = '''"""C99: is a number that was measured a number?"""

from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison
from propbench.bench.claims.referee.registration import (
    Claim,
    Forecast,
    Measurement,
    Registration,
)
from propbench.bench.claims.shared.settings import race
from propbench.bench.training.rulesets import R0

REGISTRATION = Registration(
    id="C99",
    title="Numbers are numbers",
    taught="What is measured is a number.",
    rule="A cell supports where it is.",
    forecast=Forecast(
        "It is.",
        {"true": 0.7, "in part": 0.1, "false": 0.1, "cannot tell": 0.1},
    ),
)


def races(profile):
    return (race("xor", 1, R0),) if profile == "full" else ()


def measure(profile):
    yield Measurement("number", {"task": "xor"}, 1.0)


def judge(evidence):
    seen = evidence.values("number")
    cells = [ArmComparison({"n": str(one.value)}, "supports") for one in seen]
    return (answered(("is", "Is it a number?"), cells),)


CLAIM = Claim(REGISTRATION, judge, races=races, measure=measure)
'''


@pytest.fixture
def with_toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "c99_toy"
    folder.mkdir()
    (folder / "__init__.py").write_text(TOY, "utf-8")
    monkeypatch.setattr(claims, "__path__", [*claims.__path__, str(tmp_path)])
    yield tmp_path
    sys.modules.pop(f"{claims.__name__}.c99_toy", None)


def test_a_folder_is_a_claim(with_toy: Path) -> None:  # noqa: ARG001
    assert claims.names()[-1] == "c99_toy"
    toy = claims.load("c99_toy")
    observations = running.measure([toy], "quick", 1)
    judged = judge([toy], KnownRuns(), observations, Samples(), Shipped(new=("C99",)))
    assert [verdict.word for verdict in judged.verdicts] == ["true"]
    assert judged.new == ("C99",)


def test_a_new_claim_leaves_what_was_shipped_of_others_as_it_is(
    with_toy: Path,
) -> None:
    every = claims.all_claims()
    before = [claim for claim in every if claim.id != "C99"]
    made = Stamp(
        parts=stamp.parts(),
        registrations={claim.id: stamp.registration(claim) for claim in before},
        experiments={claim.id: stamp.experiment(claim) for claim in before},
        created="2026-11-23T00:00:00+00:00",
        machine="a test",
        commit="unknown",
    )
    reference.save(made, {}, [], with_toy / "shipped")
    shipped = reference.load(every, with_toy / "shipped")
    assert (shipped.stale, shipped.new) == ((), ("C99",))

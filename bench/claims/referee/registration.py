"""What a claim is: what it fixes before its first run, what it does, what it asks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.verdicts import SHARE, SLOWER, ArmComparison, VerdictWord
from propbench.bench.training.races import Race

Factors = Mapping[str, Any]
"""Values are words or numbers, as an observation's are."""
Series = tuple[Mapping[str, str | float], ...]


@dataclass(frozen=True)
class Forecast:
    """What was expected, with a probability for each of the four verdicts."""

    words: str
    probabilities: Mapping[VerdictWord, float]


@dataclass(frozen=True)
class Registration:
    """Committed before the first full run; its hash is kept with the results.

    `taught` is the claim in the course's sense, `rule` in words what makes it supported.
    `share` of the comparisons must support it. `amendments` say what was registered after the first
    full run, and why: it stays visible after the results have been made anew.
    """

    id: str
    title: str
    taught: str
    rule: str
    forecast: Forecast
    margin: float = SLOWER
    share: float = SHARE
    # Left out of the hash of a registration, which is of what was fixed and not of words about it.
    amendments: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Question:
    """One question of a claim, with its comparisons, its verdict, and the answer in words.

    `factor` is what flips the verdict where it depends. `series` are further numbers, tidy, for
    figures and for the reader.
    """

    id: str
    question: str
    answer: str
    verdict: VerdictWord
    factor: str = ""
    cells: tuple[ArmComparison, ...] = ()
    series: Series = ()


class Measurement(NamedTuple):
    """One number of a claim's own experiment; `factors` say where."""

    quantity: str
    factors: Factors
    value: float


def no_races(profile: str) -> tuple[Race, ...]:  # noqa: ARG001
    """Of a claim that trains nothing, or nothing that arms could race to."""
    return ()


def no_measurements(profile: str) -> Iterable[Measurement]:  # noqa: ARG001
    """Of a claim without experiments of its own."""
    return ()


@dataclass(frozen=True)
class Claim:
    """What the folder of a claim offers under the name CLAIM; nothing else lists the claims.

    Each function but `judge` is given the name of a profile, of which a smaller one asks for a part
    of what a larger one does.
    """

    registration: Registration
    judge: Callable[[Evidence], tuple[Question, ...]]
    """Its questions, answered from the evidence alone."""
    races: Callable[[str], tuple[Race, ...]] = no_races
    """Training that it needs."""
    measure: Callable[[str], Iterable[Measurement]] = no_measurements
    """Whatever else it needs and no machine decides: seeded, and shipped."""
    measure_here: Callable[[str], Iterable[Measurement]] = no_measurements
    """What depends on this machine or its libraries, so that it is never shipped."""

    @property
    def id(self) -> str:
        return self.registration.id

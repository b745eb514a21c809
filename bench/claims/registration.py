"""What a claim fixes before its first run, and what its judge hands over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.verdicts import SHARE, SLOWER, Cell, Finding, VerdictWord
from propbench.bench.convergence.races import Race
from propbench.bench.results import Observation

__all__ = ["Cell", "Claim", "Finding", "Forecast", "Part", "Registration", "VerdictWord"]


@dataclass(frozen=True)
class Forecast:
    """What was expected, with a probability for each of the four verdicts."""

    words: str
    probabilities: Mapping[VerdictWord, float]


@dataclass(frozen=True)
class Registration:
    """Committed before the first full run; its hash is kept with the results.

    `taught` is the claim in the course's sense, `rule` in words what makes it supported.
    `share` of the cells must support it. `amendments` say what was registered after the first full
    run, and why: it stays visible after the results have been made anew.
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
class Part:
    """One question of a claim, with its cells, its verdict, and the answer in words and numbers.

    `factor` is what flips the verdict where it depends. `series` are further numbers, tidy, for
    figures and for the reader.
    """

    id: str
    question: str
    answer: str
    verdict: VerdictWord
    factor: str = ""
    cells: tuple[Cell, ...] = ()
    series: tuple[Mapping[str, str | float], ...] = field(default=())


class Claim(Protocol):
    """What a file of this folder offers; nothing else lists the claims."""

    REGISTRATION: Registration

    def races(self, profile: str) -> tuple[Race, ...]:
        """Training that the claim needs; a smaller profile asks for a part of the larger one's."""

    def measure(self, profile: str) -> Iterable[Observation]:
        """Whatever else the claim needs and no machine decides: seeded, and shipped."""

    def measure_here(self, profile: str) -> Iterable[Observation]:
        """What depends on this machine or its libraries, so that it is never shipped."""

    def judge(self, evidence: Evidence) -> tuple[Part, ...]:
        """The questions of the claim, answered from the evidence alone."""

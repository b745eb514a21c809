"""What a claim is: what it fixes before its first run, what it does, what it asks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from propbench.bench.claims.referee.comparison import SLOWER, ArmComparison
from propbench.bench.claims.referee.estimates import Estimate
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.words import Kind, Word, all_of
from propbench.bench.training.races import Race

Factors = Mapping[str, Any]
"""Values are words or numbers, as an observation's are."""
Series = tuple[Mapping[str, str | float], ...]


@dataclass(frozen=True)
class Forecast:
    """What was expected, with a probability for each kind of word."""

    words: str
    probabilities: Mapping[Kind, float]


@dataclass(frozen=True)
class Registration:
    """Committed before the first run under this protocol; its hash is kept with the results.

    `taught` is the claim in the course's sense, `rule` in words what makes it true.
    """

    id: str
    title: str
    taught: str
    rule: str
    forecast: Forecast
    margin: float = SLOWER


@dataclass(frozen=True)
class Question:
    """One question of a claim, with the word that answers it and what that rests on.

    `estimates` are what was registered to answer it, `comparisons` the settings that they pool.
    `series` are further numbers, tidy, for figures and for the reader.
    """

    id: str
    question: str
    word: Word
    estimates: tuple[Estimate, ...] = ()
    comparisons: tuple[ArmComparison, ...] = ()
    series: Series = ()

    @property
    def holds_at(self) -> tuple[str, ...]:
        """Names of the estimates that say yes."""
        return tuple(each.name for each in self.estimates if each.answer == "yes")

    @property
    def fails_at(self) -> tuple[str, ...]:
        """Names of the estimates that say no."""
        return tuple(each.name for each in self.estimates if each.answer == "no")


class Measurement(NamedTuple):
    """One number of a claim's own experiment; `factors` say where."""

    quantity: str
    factors: Factors
    value: float


def conjunction(questions: Mapping[str, Question]) -> Word:
    """Of a claim that says all of it at once."""
    return all_of(question.word for question in questions.values())


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
    formula: Callable[[Mapping[str, Question]], Word] = conjunction
    """What its questions, by their ids, make of the claim."""
    races: Callable[[str], tuple[Race, ...]] = no_races
    """Training that it needs."""
    measure: Callable[[str], Iterable[Measurement]] = no_measurements
    """Whatever else it needs and no machine decides: seeded, and shipped."""
    measure_here: Callable[[str], Iterable[Measurement]] = no_measurements
    """What depends on this machine or its libraries, so that it is never shipped."""

    @property
    def id(self) -> str:
        return self.registration.id


def races_of(chosen: Sequence[Claim], profile: str) -> tuple[Race, ...]:
    """Everything that these claims race, each race once."""
    return tuple(dict.fromkeys(race for claim in chosen for race in claim.races(profile)))

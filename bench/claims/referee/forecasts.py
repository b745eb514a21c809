"""How good a forecast was that was made before the run."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import get_args

from propbench.bench.claims.referee.verdicts import VerdictWord
from propbench.bench.numbers import significant

EVEN = 1 - 1 / len(get_args(VerdictWord))
"""Brier score of equal probabilities for all verdicts, whatever comes."""


@dataclass(frozen=True)
class Score:
    """Lower is better: `brier` is 0 to 2, `log` in nats, infinite for what was ruled out.

    Equal probabilities for all four verdicts score `EVEN` and log 4.
    """

    brier: float
    log: float


def score(forecast: Mapping[VerdictWord, float], outcome: VerdictWord) -> Score:
    """Score probabilities of the four verdicts (Brier 1950, in its form for several classes).

    Raises ValueError unless they are one for each verdict, from 0 to 1, with sum 1.
    """
    words: tuple[VerdictWord, ...] = get_args(VerdictWord)
    if forecast.keys() != set(words):
        raise ValueError(f"forecast: got {sorted(forecast)}, expected {sorted(words)}")
    if not (min(forecast.values()) >= 0 and math.isclose(sum(forecast.values()), 1)):
        raise ValueError(f"forecast: got {dict(forecast)}, expected probabilities with sum 1")
    brier = sum((forecast[word] - (word == outcome)) ** 2 for word in words)
    chance = forecast[outcome]
    return Score(brier, -math.log(chance) if chance > 0 else math.inf)


@dataclass(frozen=True)
class Summary:
    """Mean Brier score of all forecasts, and how many of them are better than `EVEN`."""

    n: int
    brier: float
    better: int

    def __str__(self) -> str:
        claims = "claim" if self.n == 1 else "claims"
        return (
            f"Forecasts of {self.n} {claims}: mean Brier score {significant(self.brier, 2)}, where "
            f"equal probabilities for all verdicts get {significant(EVEN, 2)}; "
            f"{self.better} of {self.n} are better than that."
        )


def summary(scores: Sequence[Score]) -> Summary:
    """All forecasts together. Raises ValueError on none."""
    if not scores:
        raise ValueError("scores: got none, expected at least one")
    found = [one.brier for one in scores]
    return Summary(len(found), fmean(found), sum(brier < EVEN for brier in found))

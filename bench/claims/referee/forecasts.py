"""How good a forecast was that was made before the run."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import get_args

from propbench.bench.claims.referee.words import KINDS, Kind, Word

EVEN = 1 - 1 / len(get_args(Kind))
"""Brier score of equal probabilities for all kinds, whatever comes."""


@dataclass(frozen=True)
class Score:
    """Lower is better: `brier` is 0 to 2, `log` in nats, infinite for what was ruled out.

    Equal probabilities for all four kinds score `EVEN` and log 4.
    """

    brier: float
    log: float


def score(forecast: Mapping[Kind, float], outcome: Word) -> Score:
    """Score probabilities of the four kinds (Brier 1950, in its form for several classes).

    Raises ValueError unless they are one for each kind, from 0 to 1, with sum 1.
    """
    kinds: tuple[Kind, ...] = get_args(Kind)
    if forecast.keys() != set(kinds):
        raise ValueError(f"forecast: got {sorted(forecast)}, expected {sorted(kinds)}")
    if not (min(forecast.values()) >= 0 and math.isclose(sum(forecast.values()), 1)):
        raise ValueError(f"forecast: got {dict(forecast)}, expected probabilities with sum 1")
    came = KINDS[outcome]
    brier = sum((forecast[kind] - (kind == came)) ** 2 for kind in kinds)
    chance = forecast[came]
    return Score(brier, -math.log(chance) if chance > 0 else math.inf)


@dataclass(frozen=True)
class Summary:
    """Mean Brier score of all forecasts, and how many of them are better than `EVEN`."""

    n: int
    brier: float
    better: int


def summary(scores: Sequence[Score]) -> Summary:
    """All forecasts together. Raises ValueError on none."""
    if not scores:
        raise ValueError("scores: got none, expected at least one")
    found = [one.brier for one in scores]
    return Summary(len(found), fmean(found), sum(brier < EVEN for brier in found))

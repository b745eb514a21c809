"""Answers in a sentence or two, for claims whose questions are answered at length."""

from propbench.bench.claims.judging import Judgement
from propbench.reports.sentences.openings.circuits import circuits
from propbench.reports.sentences.openings.hyperparameters import hyperparameters
from propbench.reports.sentences.openings.linear import linear
from propbench.reports.sentences.openings.more_data import more_data
from propbench.reports.sentences.openings.squared_error import squared_error

OPENINGS = {
    "C4": linear,
    "C6": squared_error,
    "C8": more_data,
    "C9": circuits,
    "C10": hyperparameters,
}


def opening(found: Judgement) -> str:
    """What a reader should take away; empty where the questions say it briefly, or nothing did."""
    write = OPENINGS.get(found.registration.id)
    return " ".join(filter(None, write(found))) if write else ""


__all__ = ["OPENINGS", "opening"]

"""The figure that answers each claim best; a claim without one of its own gets its comparisons.

FURTHER are drawn below the questions: how the arms got there, where that is worth seeing.
"""

from propbench.reports.figures.claims.answer import Answer
from propbench.reports.figures.claims.circuits import CIRCUITS
from propbench.reports.figures.claims.forest import FOREST
from propbench.reports.figures.claims.leaky import LEAKY
from propbench.reports.figures.claims.linear import LINEAR
from propbench.reports.figures.claims.more_data import MORE_DATA
from propbench.reports.figures.claims.rates import RATES
from propbench.reports.figures.claims.relu import RELU
from propbench.reports.figures.claims.speed import SPEED
from propbench.reports.figures.claims.squared_error import SQUARED_ERROR
from propbench.reports.figures.claims.survival import SURVIVAL
from propbench.reports.figures.claims.symmetry import SYMMETRY
from propbench.reports.figures.claims.tanh import TANH
from propbench.reports.figures.claims.trials import TRIALS
from propbench.reports.figures.claims.vectorise import VECTORISE

ANSWERS = {
    "C1": RELU,
    "C2": TANH,
    "C3": LEAKY,
    "C4": LINEAR,
    "C5": SYMMETRY,
    "C6": SQUARED_ERROR,
    "C7": VECTORISE,
    "C8": MORE_DATA,
    "C9": CIRCUITS,
    "C12": SPEED,
}

FURTHER = {"C1": {"survival": SURVIVAL, "rates": RATES, "trials": TRIALS}}

__all__ = ["ANSWERS", "FOREST", "FURTHER", "Answer"]

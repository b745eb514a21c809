"""C9: what was registered, and what is raced."""

from propbench.bench.claims.c09_circuits import learning
from propbench.bench.claims.referee.registration import Forecast, Registration
from propbench.bench.training.races import Race

REGISTRATION = Registration(
    id="C9",
    title="Shallow networks need exponentially more hidden units than deep ones",
    taught=(
        "There are functions that a small deep network computes and a shallow one only with "
        "exponentially more hidden units: parity takes a tree of depth O(log n), or 2**(n-1) "
        "units in one layer."
    ),
    rule=(
        "Parity and sawtooth: for each kind of unit, the factor by which the excess of one hidden "
        "layer, its units over those of the deep network, grows with each bit or layer from half "
        "the largest size to the largest. Over 1.25 a step it is exponential. Networks that are "
        "wrong on any input do not count. The claim is true of the functions, and of the units, "
        "of which both are so. Beside it, whether the deep network learns parity sooner: "
        "iterations of one hidden layer over those of a deep network of about as many units, "
        "pooled over numbers of bits, for each activation and width."
    ),
    forecast=Forecast(
        words=(
            "Exponential for AND/OR gates on parity and for ReLU units on the sawtooth, but n "
            "ReLU units or n/2 + 1 sigmoids compute parity in one layer; depth does not make "
            "parity learnable, width does."
        ),
        probabilities={"true": 0.02, "in part": 0.9, "false": 0.05, "cannot tell": 0.03},
    ),
)


def races(profile: str) -> tuple[Race, ...]:
    """A race a network, because networks of different shapes are the contestants."""
    return tuple(learner.race for learner in learning.learners(profile))

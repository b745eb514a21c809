"""C4: what floating-point numbers leave of linearity."""

import numpy as np

from propbench.bench.claims.referee.answering import Cells, answered
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.claims.shared.observed import rows
from propbench.bench.numbers import percent, scientific
from propbench.bench.results import Observation

_UNDERFLOW = 2
"""Binary digits left, in the cells near underflow; the series has others."""
_ROUNDINGS, _DEPARTED = 100, 0.01
"""A departure of so many units of rounding is none; one above this share of f is one."""


def precision(evidence: Evidence, share: float) -> Question:
    """Whether sums go through the network as sums, at ordinary size and near underflow."""
    departures = evidence.values("departure")
    told = [seen for seen in departures if seen.factors["bits"] in ("all", _UNDERFLOW)]

    def words(_: Cells) -> str:
        ordinary = max(seen.value for seen in told if seen.factors["bits"] == "all")
        small = [seen.value for seen in told if seen.factors["bits"] == _UNDERFLOW]
        right = [seen.value for seen in evidence.values("exclusive_or_right")]
        return (
            f"With ordinary weights f(a + b) differs from f(a) + f(b) by at most "
            f"{scientific(ordinary)} of the largest f, in float16 and finer. Where {_UNDERFLOW} "
            f"binary digits are left above underflow it differs by {percent(min(small))} to "
            f"{percent(max(small))}. A network of linear units made to underflow computes "
            "exclusive or, which no linear function does, on all four inputs in "
            f"{right.count(4.0)} of {len(right)} cases of implementation and precision."
        )

    return answered(
        ("precision", "Is the network linear in floating-point numbers?"),
        map(_linear, told),
        words,
        share,
        rows(evidence, "departure", "exclusive_or_right"),
    )


def _linear(seen: Observation) -> ArmComparison:
    dtype = str(seen.factors["dtype"])
    finding: Finding = "inconclusive"
    if seen.value <= _ROUNDINGS * float(np.finfo(dtype).eps):
        finding = "supports"
    elif seen.value > _DEPARTED:
        finding = "contradicts"
    where = "ordinary" if seen.factors["bits"] == "all" else "near underflow"
    factors = {"weights": where, "dtype": dtype}
    implementation = str(seen.factors["implementation"])
    return ArmComparison({**factors, "implementation": implementation}, finding)

"""What floating-point numbers leave of linearity, from observations."""

import numpy as np

from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.observed import part, rows
from propbench.bench.claims.registration import Cell, Finding, Part
from propbench.bench.numbers import percent, power
from propbench.bench.results import Observation

_UNDERFLOW = 2
"""Binary digits left, in the cells near underflow; the series has others."""
_ROUNDINGS, _DEPARTED = 100, 0.01
"""A departure of so many units of rounding is none; one above this share of f is one."""


def precision(evidence: Evidence, share: float) -> Part:
    """Whether sums go through the network as sums, at ordinary size and near underflow."""
    found = evidence.values("departure")
    cells = [_linear(one) for one in found if one.factors["bits"] in ("all", _UNDERFLOW)]
    answer = ""
    if cells:
        ordinary = max(one.value for one in found if one.factors["bits"] == "all")
        small = [one.value for one in found if one.factors["bits"] == _UNDERFLOW]
        right = [one.value for one in evidence.values("exclusive_or_right")]
        answer = (
            f"With ordinary weights f(a + b) differs from f(a) + f(b) by at most {power(ordinary)} "
            f"of the largest f, in float16 and finer. Where {_UNDERFLOW} binary digits are left "
            f"above underflow it differs by {percent(min(small))} to {percent(max(small))}. A "
            f"network of linear units made to underflow computes exclusive or, which no linear "
            f"function does, on all four inputs in {right.count(4.0)} of {len(right)} cases of "
            "implementation and precision."
        )
    series = rows(evidence, "departure", "exclusive_or_right")
    named = ("precision", "Is the network linear in floating-point numbers?")
    return part(named, cells, answer, share, series)


def _linear(one: Observation) -> Cell:
    dtype = str(one.factors["dtype"])
    finding: Finding = "inconclusive"
    if one.value <= _ROUNDINGS * float(np.finfo(dtype).eps):
        finding = "supports"
    elif one.value > _DEPARTED:
        finding = "contradicts"
    where = "ordinary" if one.factors["bits"] == "all" else "near underflow"
    factors = {"weights": where, "dtype": dtype}
    return Cell(factors | {"implementation": str(one.factors["implementation"])}, finding)

"""What each case must give: the oracle's answers, kept while neighbours share them."""

from dataclasses import replace
from functools import lru_cache

from propbench.bench.ceilings import is_ceiling
from propbench.bench.grid import Case
from propbench.bench.oracle import Float64, Reference, reference
from propbench.bench.problems import SEED, check_not_degenerate, problem
from propbench.bench.timing.ceilings import ceiling_answer
from propbench.bench.timing.elements import activation_answer, primitive_answer
from propbench.bench.timing.work import CHECK_RATE


def answer(case: Case, seed: int) -> tuple[dict[str, Float64], dict[str, Float64]]:
    """Expected results of a case, and bounds on their errors, by name; `seed` as the work's."""
    if is_ceiling(case.implementation):
        return ceiling_answer(case)
    if case.part == "activations":
        return _activation_answer(replace(case, implementation="oracle"), seed - SEED)
    if case.part == "primitives":
        return primitive_answer(case, seed - SEED)
    right = _reference(case.network, case.activation, case.m, case.dtype, seed)
    return right.expected, right.bound


@lru_cache(maxsize=6)
def _activation_answer(case: Case, variant: int) -> tuple[dict[str, Float64], dict[str, Float64]]:
    return activation_answer(case, variant)


@lru_cache(maxsize=2)
def _reference(network: str, activation: str, m: int, dtype: str, seed: int) -> Reference:
    asked = problem(Case("oracle", network, activation, "train_step", m, dtype), seed)
    right = reference(asked, CHECK_RATE)
    check_not_degenerate(asked.network, asked.x, right.forward)
    return right

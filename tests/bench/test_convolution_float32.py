"""Products of a convolution in fewer bits than float32 has are seen, however many examples."""

import pytest

from propbench import impls
from propbench.bench import subjects
from propbench.bench.cases import Case
from propbench.bench.oracle import compare
from propbench.bench.parameters import Parameters
from propbench.bench.problems import SEED
from propbench.bench.subjects.conv import KIND
from propbench.bench.timing.network_call import CHECK_RATE
from tests.bench.fewer_bits import kept_bits

CASE = Case("mine", "conv", "relu", "train_step", 1_000, "float32", subject="conv")


def _fault(bits: int) -> str:
    """What is wrong with gradients whose inputs and weights have so many bits."""
    given, implementation = KIND.problem(CASE), impls.load("numpy_vectorized")
    w = tuple(kept_bits(weights, bits) for weights in given.parameters.w)
    parameters, x = Parameters(w, given.parameters.b), kept_bits(given.x, bits)
    conv = implementation.file("conv")
    state = conv.train_step(
        implementation.prepare(given.network, parameters, x, given.y), CHECK_RATE
    )
    gradients = conv.read_gradients(state)
    expected, bound = subjects.of(CASE).answer(CASE, SEED)
    due = {name: expected[name] for name in gradients}
    return compare(gradients, (due, bound), "float32")[1]


def test_all_bits_are_right() -> None:
    assert _fault(23) == ""


@pytest.mark.parametrize(("kind", "bits"), [("bfloat16", 7), ("TF32", 10)])
def test_fewer_bits_are_refused(kind: str, bits: int) -> None:
    assert "expected" in _fault(bits), kind

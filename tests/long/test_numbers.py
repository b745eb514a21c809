"""Many more points and networks than the short tests have, on seeds of one's own (--seed)."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest

from propbench import impls
from propbench.impls.contract import ACTIVATIONS, OUTPUTS, TAIL_SAFE
from tests.impls import test_activations as few
from tests.impls.problems import Problem, assert_close, flat, gradients, having, problem
from tests.impls.special_values import SLOPE

pytestmark = pytest.mark.long

POINTS, NETWORKS = 5_000, 500
NORMWISE = 1e-12
FEWER = {"torch_compiled": 50, "jax_jit": 10}
"""They compile each network anew, for seconds, and get that many times fewer."""
WIDEST, DEEPEST, MOST_EXAMPLES = 24, 5, 40


@pytest.mark.parametrize("activation", ACTIVATIONS)
@few.each_dtype
def test_activations_are_within_4_ulp_at_fresh_points(
    name: str, dtype: str, activation: str, repeats: Callable[[int], int], seed: int
) -> None:
    points = few.Points(dtype, repeats(POINTS), seed)
    few.require_within_4_ulp(name, activation, points)
    few.require_derivative_within_eps(name, activation, points)
    if activation in TAIL_SAFE:
        few.require_tail_within_4_ulp(name, activation, points)


@pytest.mark.filterwarnings("default::DeprecationWarning")
@pytest.mark.parametrize("name", having("dense"))
def test_random_networks_have_the_gradients_of_pytorch(
    name: str, repeats: Callable[[int], int], seed: int
) -> None:
    pytest.importorskip("torch")
    implementation = impls.load(name)
    for number in range(repeats(NETWORKS // FEWER.get(name, 1))):
        given, expected = _network(1_000_000 * seed + number)
        assert_close(flat(gradients(implementation, given)), expected, NORMWISE)


@cache
def _network(seed: int) -> tuple[Problem, Any]:
    """A network, parameters and data of moderate size, and PyTorch's gradients, flat."""
    draw = np.random.default_rng(seed)
    output, activation = str(draw.choice(OUTPUTS)), str(draw.choice(list(ACTIVATIONS)))
    sizes = draw.integers(1, WIDEST, size=draw.integers(2, DEEPEST + 1), endpoint=True)
    if output == "softmax_cross_entropy":
        sizes[-1] = max(2, sizes[-1])
    m = int(draw.integers(1, MOST_EXAMPLES))
    given = problem(tuple(map(int, sizes)), activation, output, m=m, seed=seed, slope=SLOPE)
    return given, _by_pytorch(given)


def _by_pytorch(given: Problem) -> Any:
    """Gradients by autograd of the loss as PyTorch's users write it, w first, then b, flat."""
    import torch
    import torch.nn.functional as nn

    activate: Any = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": lambda z: nn.leaky_relu(z, given.network.slope),
        "linear": lambda z: z,
        "softplus": nn.softplus,
        "gelu": nn.gelu,
    }[given.network.activation]
    loss: Any = {
        "sigmoid_cross_entropy": lambda z, y: nn.binary_cross_entropy_with_logits(
            z, y, reduction="sum"
        ),
        "softmax_cross_entropy": lambda z, y: nn.cross_entropy(z.T, y.T, reduction="sum"),
        "linear_squared_error": lambda z, y: nn.mse_loss(z, y, reduction="sum") / 2,
        "sigmoid_squared_error": lambda z, y: nn.mse_loss(z.sigmoid(), y, reduction="sum") / 2,
    }[given.network.output]
    w = [torch.tensor(layer, requires_grad=True) for layer in given.parameters.w]
    b = [torch.tensor(layer, requires_grad=True) for layer in given.parameters.b]
    a, y = torch.tensor(given.x), torch.tensor(given.y)
    for layer in range(len(w) - 1):
        a = activate(w[layer] @ a + b[layer])
    mean = loss(w[-1] @ a + b[-1], y) / y.shape[1]
    differentiated = torch.autograd.grad(mean, [*w, *b])
    return np.concatenate([gradient.numpy().ravel() for gradient in differentiated])

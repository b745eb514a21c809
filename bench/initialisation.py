"""Rules for initial weights: one standard-normal draw a seed, scaled in the rule's own way.

Equal seeds share the draw, so that runs can be paired across rules. Biases begin at zero. What
follows a colon changes that start: "glorot:bias_0.1" gives biases of that standard deviation,
"glorot:zero_output" sets the weights of the last layer to zero.
"""

from collections.abc import Callable

import numpy as np

from propbench.bench.activations import activation
from propbench.bench.parameters import Parameters
from propbench.impls.contract import Array, Network

Scale = Callable[[int, int], float]

SCALES: dict[str, Scale] = {
    "zero": lambda n_in, n_out: 0.0,  # noqa: ARG005
    "small": lambda n_in, n_out: 0.01,  # noqa: ARG005
    "glorot": lambda n_in, n_out: (2 / (n_in + n_out)) ** 0.5,
    "glorot_4x": lambda n_in, n_out: 4 * (2 / (n_in + n_out)) ** 0.5,
    "scikit_learn_logistic": lambda n_in, n_out: (2 / (3 * (n_in + n_out))) ** 0.5,
    "he": lambda n_in, n_out: (2 / n_in) ** 0.5,  # noqa: ARG005
}
"""Standard deviation of a layer's weights; small as in the course, Glorot and Bengio 2010, four
times that as in Theano's tutorials for sigmoid, scikit-learn's bound for logistic units, and
He et al. 2015.
"""

RULES = (*SCALES, "unit_variance", "orthogonal")
"""unit_variance: every z has standard deviation one on the data (Mishkin and Matas 2016, without
its orthogonal start); orthogonal: rows or columns orthonormal (Saxe et al. 2014).
"""


def parameters(
    network: Network, rule: str, seed: int, x: Array | None = None, dtype: str = "float64"
) -> Parameters:
    """Weights by a rule of RULES, or normal ones of a given standard deviation ("normal_0.3").

    x (n_features, m) is for unit_variance alone. Raises LookupError on an unknown rule or change.
    """
    rule, *changes = rule.split(":")
    start = _start(network, rule, seed, x)
    for change in changes:
        start = _changed(start, change, seed)
    return Parameters((w.astype(dtype) for w in start.w), (b.astype(dtype) for b in start.b))


def _start(network: Network, rule: str, seed: int, x: Array | None) -> Parameters:
    generator = np.random.default_rng(seed)
    shapes = network.shapes
    drawn = (shape for name, shape in shapes.items() if name.startswith("w"))
    draws: list[Array] = [generator.standard_normal(shape) for shape in drawn]
    if rule == "unit_variance":
        w = _unit_variance(network, draws, x)
    elif rule == "orthogonal":
        w = [_orthogonal(draw) for draw in draws]
    else:
        scale = scale_of(rule)
        # Adding zero turns the -0.0 that negative draws give under "zero" into 0.0.
        w = [draw * scale(draw.shape[1], draw.shape[0]) + 0.0 for draw in draws]
    return Parameters(
        w, (np.zeros(shape) for name, shape in shapes.items() if name.startswith("b"))
    )


def _changed(start: Parameters, change: str, seed: int) -> Parameters:
    if change == "zero_output":
        return Parameters((*start.w[:-1], np.zeros_like(start.w[-1])), start.b)
    if change.startswith("bias_"):
        # A generator of its own, so that the weights stay those of the same seed without biases.
        generator, deviation = np.random.default_rng((seed, 1)), float(change.removeprefix("bias_"))
        return Parameters(
            start.w, (deviation * generator.standard_normal(b.shape) for b in start.b)
        )
    raise LookupError(f"no change {change!r} of a start: there are zero_output and bias_<number>")


def scale_of(rule: str) -> Scale:
    """Standard deviation of a layer's weights from its sizes. Raises LookupError."""
    if rule.startswith("normal_"):
        constant = float(rule.removeprefix("normal_"))
        return lambda n_in, n_out: constant  # noqa: ARG005
    if rule not in SCALES:
        raise LookupError(f"no initialisation {rule!r}: there are {', '.join(RULES)}")
    return SCALES[rule]


def _unit_variance(network: Network, draws: list[Array], x: Array | None) -> list[Array]:
    if x is None:
        raise ValueError("x: got none, expected the data that unit_variance scales by")
    function = activation(network.activation).function
    a, w = x, []
    for draw in draws:
        z = draw @ a
        w.append(draw / z.std())
        a = function(z / z.std(), network.slope)
    return w


def _orthogonal(draw: Array) -> Array:
    """The nearest matrix with orthonormal rows or columns, so that the draw's symmetry is kept."""
    left, _, right = np.linalg.svd(draw, full_matrices=False)
    return left @ right

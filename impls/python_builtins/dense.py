"""Forward and backward propagation as inner products of rows; mathematics in `python_loops`.

Every matrix product needs one operand transposed: x once, at prepare; the activations and weights
when they are made anew, where the copy costs little against the product that follows. Four fifths
of a step are spent in `products.py`, and what helped stands there.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Network, layers, named

from .activations import ACTIVATIONS
from .layout import Matrix, Row, to_native, to_numpy, transposed
from .outputs import mean_loss, output_gradient, outputs
from .products import affine, products


@dataclass
class State:
    """`examples` holds x transposed: a row for each example."""

    network: Network
    x: Matrix
    examples: Matrix
    y: Matrix
    w: list[Matrix] = field(default_factory=list)
    b: list[Matrix] = field(default_factory=list)
    z: list[Matrix] = field(default_factory=list)
    a: list[Matrix] = field(default_factory=list)
    dw: list[Matrix] = field(default_factory=list)
    db: list[Matrix] = field(default_factory=list)


def prepare(network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
    return load_parameters(State(network, to_native(x), to_native(x.T), to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    activation, _ = ACTIVATIONS[state.network.activation]
    state.z, state.a, examples = [], [state.x], state.examples
    for w, b in zip(state.w[:-1], state.b[:-1], strict=True):
        state.z.append(affine(w, examples, b))
        state.a.append(activation(state.z[-1], state.network.slope))
        examples = transposed(state.a[-1])
    state.z.append(affine(state.w[-1], examples, state.b[-1]))
    state.a.append(outputs(state.network.output, state.z[-1]))
    return state


def backward(state: State) -> State:
    _, derivative = ACTIVATIONS[state.network.activation]
    dw: list[Matrix] = []
    db: list[Matrix] = []
    dz = output_gradient(state.network.output, state.a[-1], state.y)
    for layer in reversed(range(len(state.w))):
        dw.append(products(dz, state.a[layer]))
        db.append([[sum(row)] for row in dz])
        if layer > 0:
            da = products(transposed(state.w[layer]), transposed(dz))
            slopes = derivative(state.z[layer - 1], state.a[layer], state.network.slope)
            dz = [_multiplied(*rows) for rows in zip(da, slopes, strict=True)]
    state.dw, state.db = dw[::-1], db[::-1]
    return state


def update(state: State, learning_rate: float) -> State:
    state.w = [descended(*pair, learning_rate) for pair in zip(state.w, state.dw, strict=True)]
    state.b = [descended(*pair, learning_rate) for pair in zip(state.b, state.db, strict=True)]
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(backward(forward(state)), learning_rate)


def train(state: State, learning_rate: float, steps: int) -> State:
    for _ in range(steps):
        train_step(state, learning_rate)
    return state


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z[-1], state.a[-1], state.y)


def read_outputs(state: State) -> Array:
    return to_numpy(state.a[-1])


def read_gradients(state: State) -> dict[str, Array]:
    return named("dw", map(to_numpy, state.dw)) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    return named("w", map(to_numpy, state.w)) | named("b", map(to_numpy, state.b))


def _multiplied(da: Row, slopes: Row) -> Row:
    return [value * slope for value, slope in zip(da, slopes, strict=True)]


def descended(p: Matrix, dp: Matrix, learning_rate: float) -> Matrix:
    return [
        [value - learning_rate * slope for value, slope in zip(*rows, strict=True)]
        for rows in zip(p, dp, strict=True)
    ]

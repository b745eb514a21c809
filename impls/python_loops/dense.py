"""Forward and backward propagation in triple loops; the mathematics is explained here.

Forward, layer by layer:    z = w a_previous + b,  a = activation(z)
Backward, from the output:  dw = dz a_previous^T,  db = sum over examples of dz,
                            da_previous = w^T dz,  dz_previous = da_previous * activation'(z)
Update:                     w <- w - learning_rate dw, and b likewise

dz already carries the 1/m of the mean loss. The gradient of the network's input is not computed.
Fair: it works on lists, Python's own numbers, and never touches a NumPy scalar.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Network, layers, named

from .activations import ACTIVATIONS
from .layout import Matrix, to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs


@dataclass
class State:
    network: Network
    x: Matrix
    y: Matrix
    w: list[Matrix] = field(default_factory=list)
    b: list[Matrix] = field(default_factory=list)
    z: list[Matrix] = field(default_factory=list)
    a: list[Matrix] = field(default_factory=list)
    dw: list[Matrix] = field(default_factory=list)
    db: list[Matrix] = field(default_factory=list)


def prepare(network: Network, parameters: dict[str, Array], x: Array, y: Array) -> State:
    return load_parameters(State(network, to_native(x), to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    state.w = [to_native(w) for w in layers(parameters, "w")]
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    activation, _ = ACTIVATIONS[state.network.activation]
    state.z, state.a = [], [state.x]
    last = len(state.w) - 1
    for layer in range(len(state.w)):
        z = affine(state.w[layer], state.a[layer], state.b[layer])
        a = (
            outputs(state.network.output, z)
            if layer == last
            else activation(z, state.network.slope)
        )
        state.z.append(z)
        state.a.append(a)
    return state


def backward(state: State) -> State:
    _, derivative = ACTIVATIONS[state.network.activation]
    n_layers = len(state.w)
    state.dw, state.db = [[]] * n_layers, [[]] * n_layers
    dz = output_gradient(state.network.output, state.a[-1], state.y)
    for layer in range(n_layers - 1, -1, -1):
        state.dw[layer] = times_transposed(dz, state.a[layer])
        state.db[layer] = row_sums(dz)
        if layer > 0:
            da = transposed_times(state.w[layer], dz)
            slopes = derivative(state.z[layer - 1], state.a[layer], state.network.slope)
            dz = multiply(da, slopes)
    return state


def update(state: State, learning_rate: float) -> State:
    for layer in range(len(state.w)):
        descend(state.w[layer], state.dw[layer], learning_rate)
        descend(state.b[layer], state.db[layer], learning_rate)
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


def affine(w: Matrix, a: Matrix, b: Matrix) -> Matrix:
    """w a + b: (n_out, n_in) times (n_in, m) plus a column (n_out, 1)."""
    n_out, n_in, m = len(w), len(a), len(a[0])
    z = [[0.0] * m for _ in range(n_out)]
    for i in range(n_out):
        for j in range(m):
            total = b[i][0]
            for k in range(n_in):
                total += w[i][k] * a[k][j]
            z[i][j] = total
    return z


def times_transposed(dz: Matrix, a: Matrix) -> Matrix:
    """dz a^T: (n_out, m) times (m, n_in)."""
    n_out, n_in, m = len(dz), len(a), len(a[0])
    dw = [[0.0] * n_in for _ in range(n_out)]
    for i in range(n_out):
        for k in range(n_in):
            total = 0.0
            for j in range(m):
                total += dz[i][j] * a[k][j]
            dw[i][k] = total
    return dw


def transposed_times(w: Matrix, dz: Matrix) -> Matrix:
    """w^T dz: (n_in, n_out) times (n_out, m)."""
    n_out, n_in, m = len(w), len(w[0]), len(dz[0])
    da = [[0.0] * m for _ in range(n_in)]
    for k in range(n_in):
        for j in range(m):
            total = 0.0
            for i in range(n_out):
                total += w[i][k] * dz[i][j]
            da[k][j] = total
    return da


def row_sums(dz: Matrix) -> Matrix:
    """Sum over the examples: (n_out, m) to (n_out, 1)."""
    sums = []
    for i in range(len(dz)):
        total = 0.0
        for j in range(len(dz[i])):
            total += dz[i][j]
        sums.append([total])
    return sums


def multiply(da: Matrix, slopes: Matrix) -> Matrix:
    """Element by element."""
    dz = []
    for i in range(len(da)):
        row = []
        for j in range(len(da[i])):
            row.append(da[i][j] * slopes[i][j])
        dz.append(row)
    return dz


def descend(p: Matrix, dp: Matrix, learning_rate: float) -> None:
    """p <- p - learning_rate dp, in place."""
    for i in range(len(p)):
        for j in range(len(p[i])):
            p[i][j] -= learning_rate * dp[i][j]

"""Convolutional networks in loops, image by image; the mathematics is explained here.

Forward, layer by layer, with a the image or the layer below, and zeros around it:
    z[o][i][j] = b[o] + sum over c, u, v of w[o][c][u][v] a[c][i + u - 1][j + v - 1]
    a_next[o][i][j] = the largest of 0 and of the four z of window (i, j)
Backward, from the gradient da_next of what a layer gives:
    dz[o][i][j]    = da_next of its window where z[o][i][j] is its largest and above 0, else 0
    dw[o][c][u][v] = sum over i, j of dz[o][i][j] a[c][i + u - 1][j + v - 1]
    db[o]          = sum over i, j of dz[o][i][j]
    da[c][i][j]    = sum over o, u, v of dz[o][i + 1 - u][j + 1 - v] w[o][c][u][v]
where dw and db are summed over the images too. The last layer is dense.

Fair: three of four dz are 0 by the window alone, and are left out, as anybody would who looked at
them; images carry their border of zeros, so that no loop asks where it is. As in `dense.py`, there
are no other tricks.
"""

from dataclasses import dataclass, field

from propbench.impls.contract import Array, Convolutional, layers, named

from .convolution import (
    add_gradients,
    convolve,
    largest_of_windows,
    through_kernels,
    to_the_largest,
)
from .dense import affine, descend, row_sums, times_transposed, transposed_times
from .layout import Matrix, to_native, to_numpy
from .outputs import mean_loss, output_gradient, outputs
from .volumes import (
    Kernels,
    Volume,
    flattened,
    framed,
    from_kernels,
    shaped_like,
    to_kernels,
    to_volumes,
    zeros,
)


@dataclass
class State:
    """Of each image and hidden layer: `inputs` with their border, z. Of the last layer: f, z, p."""

    network: Convolutional
    x: list[Volume]
    y: Matrix
    kernels: list[Kernels] = field(default_factory=list)
    w: Matrix = field(default_factory=list)
    b: list[Matrix] = field(default_factory=list)
    inputs: list[list[Volume]] = field(default_factory=list)
    z: list[list[Volume]] = field(default_factory=list)
    f: Matrix = field(default_factory=list)
    z_out: Matrix = field(default_factory=list)
    p: Matrix = field(default_factory=list)
    dkernels: list[Kernels] = field(default_factory=list)
    dw: Matrix = field(default_factory=list)
    db: list[Matrix] = field(default_factory=list)


def prepare(network: Convolutional, parameters: dict[str, Array], x: Array, y: Array) -> State:
    return load_parameters(State(network, to_volumes(network.image, x), to_native(y)), parameters)


def load_parameters(state: State, parameters: dict[str, Array]) -> State:
    *hidden, last = layers(parameters, "w")
    state.kernels = [to_kernels(w) for w in hidden]
    state.w = to_native(last)
    state.b = [to_native(b) for b in layers(parameters, "b")]
    return state


def forward(state: State) -> State:
    state.inputs, state.z, features = [], [], []
    for image in state.x:
        a, inputs, zs = image, [], []
        for layer in range(len(state.kernels)):
            inputs.append(framed(a))
            zs.append(convolve(inputs[layer], state.kernels[layer], state.b[layer]))
            a = largest_of_windows(zs[layer])
        state.inputs.append(inputs)
        state.z.append(zs)
        features.append(flattened(a))
    m, n = len(features), len(features[0])
    state.f = [[features[j][i] for j in range(m)] for i in range(n)]
    state.z_out = affine(state.w, state.f, state.b[-1])
    state.p = outputs(state.network.output, state.z_out)
    return state


def backward(state: State) -> State:
    dz_out = output_gradient(state.network.output, state.p, state.y)
    state.dw = times_transposed(dz_out, state.f)
    df = transposed_times(state.w, dz_out)
    state.dkernels = [[zeros(len(k), 3, 3) for k in kernels] for kernels in state.kernels]
    db: list[Matrix] = [[[0.0] for _ in kernels] for kernels in state.kernels]
    for n in range(len(state.x)):
        inputs, z = state.inputs[n], state.z[n]
        da = shaped_like([row[n] for row in df], z[-1])
        for layer in range(len(z) - 1, -1, -1):
            dz = to_the_largest(da, z[layer])
            add_gradients(dz, inputs[layer], state.dkernels[layer], db[layer])
            if layer > 0:
                da = through_kernels(dz, state.kernels[layer])
    state.db = [*db, row_sums(dz_out)]
    return state


def update(state: State, learning_rate: float) -> State:
    for kernels, dkernels in zip(state.kernels, state.dkernels, strict=True):
        for o in range(len(kernels)):
            for c in range(len(kernels[o])):
                descend(kernels[o][c], dkernels[o][c], learning_rate)
    descend(state.w, state.dw, learning_rate)
    for layer in range(len(state.b)):
        descend(state.b[layer], state.db[layer], learning_rate)
    return state


def train_step(state: State, learning_rate: float) -> State:
    return update(backward(forward(state)), learning_rate)


def loss(state: State) -> float:
    return mean_loss(state.network.output, state.z_out, state.p, state.y)


def read_outputs(state: State) -> Array:
    return to_numpy(state.p)


def read_gradients(state: State) -> dict[str, Array]:
    dw = [*map(from_kernels, state.dkernels), to_numpy(state.dw)]
    return named("dw", dw) | named("db", map(to_numpy, state.db))


def read_parameters(state: State) -> dict[str, Array]:
    w = [*map(from_kernels, state.kernels), to_numpy(state.w)]
    return named("w", w) | named("b", map(to_numpy, state.b))

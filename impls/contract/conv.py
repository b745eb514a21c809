"""Convolutional networks for images: their shapes, and what a `conv.py` must and may offer.

Examples are columns, as everywhere: `x` is (channels height width, m), the pixels of an image in
the order channel, row, column. Every hidden layer convolves, applies ReLU and keeps the largest of
each window of 2 x 2, which halves height and width:

    z[o, i, j] = b[o] + sum over c, u, v of w[o, c, u, v] a[c, i + u - 1, j + v - 1]

with u and v from 0 to 2 and zeros around the image. So the kernel is not turned over, as nobody
does. `w<l>` is (c_out, c_in 3 3), its columns in the order c, u, v; `b<l>` is (c_out, 1). The last
layer is dense with softmax: `w` (n_outputs, features) of the features in the order channel, row,
column. Where several z of a window are the largest, the first of them by rows has the gradient;
a window whose largest is not above 0 passes none on. The functions of a `conv.py` are those of a
`dense.py`. Arrays have rank two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from propbench.impls.contract.dense import MANDATORY
from propbench.impls.contract.words import ContractError, Shape

__all__ = ["KERNEL", "MANDATORY", "WINDOW", "ConvLayer", "Convolutional"]

KERNEL = 3
"""Rows and columns of a kernel."""
WINDOW = 2
"""Rows and columns of a window of which the largest is kept."""


@dataclass(frozen=True)
class ConvLayer:
    """A hidden layer: from (c_in, height, width) to (c_out, height / 2, width / 2)."""

    c_in: int
    c_out: int
    height: int
    width: int


@dataclass(frozen=True)
class Convolutional:
    """A network for images of shape `image`, with so many `channels` in each hidden layer."""

    image: tuple[int, int, int] = (1, 8, 8)
    """Channels, height, width."""
    channels: tuple[int, ...] = (8, 16)
    n_outputs: int = 10

    activation: ClassVar[str] = "relu"
    output: ClassVar[str] = "softmax_cross_entropy"

    @property
    def layers(self) -> tuple[ConvLayer, ...]:
        """The hidden layers."""
        return tuple(self._layers())

    @property
    def features(self) -> int:
        """Inputs of the last layer."""
        _, height, width = self.image
        shrunk = WINDOW ** (2 * len(self.channels))
        return self.channels[-1] * height * width // shrunk

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Of every parameter by its name: w0 (c_out, c_in 9), b0 (c_out, 1), w1, b1, ..."""
        sizes = [(layer.c_out, layer.c_in * KERNEL**2) for layer in self.layers]
        sizes.append((self.n_outputs, self.features))
        return {
            name: shape
            for layer, (n_out, n_in) in enumerate(sizes)
            for name, shape in ((f"w{layer}", (n_out, n_in)), (f"b{layer}", (n_out, 1)))
        }

    @property
    def x_shape(self) -> Shape:
        """Of the images, (channels height width, m)."""
        c, height, width = self.image
        return c * height * width, None

    @property
    def y_shape(self) -> Shape:
        """Of the labels and the outputs, (n_outputs, m)."""
        return self.n_outputs, None

    def check(self) -> None:
        """Raise ContractError where this is no network that the contract knows."""
        if len(self.image) != 3 or min(self.image) < 1:
            raise ContractError(f"image: got {self.image}, expected channels, height and width")
        if not self.channels or min(self.channels) < 1:
            raise ContractError(f"channels: got {self.channels}, expected one or more, at least 1")
        halved = WINDOW ** len(self.channels)
        if self.image[1] % halved or self.image[2] % halved:
            raise ContractError(
                f"image: got {self.image[1]} x {self.image[2]}, which {len(self.channels)} layers "
                f"cannot halve; expected multiples of {halved}"
            )
        if self.n_outputs < 2:
            raise ContractError(f"n_outputs: got {self.n_outputs}, expected at least 2")

    def _layers(self) -> Iterator[ConvLayer]:
        c_in, height, width = self.image
        for c_out in self.channels:
            yield ConvLayer(c_in, c_out, height, width)
            c_in, height, width = c_out, height // WINDOW, width // WINDOW

"""The door: what breaks the contract is refused before it reaches any implementation.

It knows no kind of network by name: the network says which shapes everything has. Subclasses of
NumPy's array are refused: matrices multiply differently, masked arrays leave out. Raises
ContractError naming the argument, what came and what was expected.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from propbench.impls.contract.words import DTYPES, Array, ContractError, Shape


class AnyNetwork(Protocol):
    """What the door asks of a network of any kind."""

    @property
    def shapes(self) -> Mapping[str, tuple[int, ...]]: ...

    @property
    def x_shape(self) -> Shape: ...

    @property
    def y_shape(self) -> Shape: ...

    def check(self) -> None: ...


def check_arrays(network: AnyNetwork, parameters: Mapping[str, Array], x: Array, y: Array) -> None:
    """Refuse, at the door, whatever the arithmetic is not meant for."""
    network.check()
    dtype = _dtype_of(x)
    _check_array("x", x, network.x_shape, dtype)
    m = x.shape[-1]
    _check_array("y", y, tuple(m if size is None else size for size in network.y_shape), dtype)
    check_parameters(network, parameters, dtype)


def check_parameters(network: AnyNetwork, parameters: Mapping[str, Array], dtype: str) -> None:
    """Refuse parameters that are not those of the network, by name, shape and dtype."""
    shapes = network.shapes
    if not isinstance(parameters, Mapping):
        raise ContractError(f"parameters: got {type(parameters).__name__}, expected a dict")
    if set(parameters) != set(shapes):
        names = ", ".join(map(str, parameters)) or "none"
        raise ContractError(f"parameters: got {names}, expected {', '.join(shapes)}")
    for name, shape in shapes.items():
        _check_array(name, parameters[name], shape, dtype)


def _dtype_of(x: Array) -> str:
    if type(x) is not np.ndarray:
        raise ContractError(f"x: got {type(x).__name__}, expected a NumPy array")
    return str(x.dtype)


def _check_array(argument: str, array: Array, shape: Shape, dtype: str) -> None:
    """`None` in `shape` stands for any size of at least one; `dtype` is that of x."""
    expected = f"({', '.join('m' if size is None else str(size) for size in shape)})"
    if type(array) is not np.ndarray:
        raise ContractError(f"{argument}: got {type(array).__name__}, expected a NumPy array")
    if array.ndim != len(shape):
        raise ContractError(
            f"{argument}: got rank {array.ndim} with shape {array.shape}, "
            f"expected rank {len(shape)} with shape {expected}"
        )
    fits = all(want is None or want == got for want, got in zip(shape, array.shape, strict=True))
    if not fits:
        raise ContractError(f"{argument}: got shape {array.shape}, expected {expected}")
    if array.size == 0:
        raise ContractError(f"{argument}: got an empty array of shape {array.shape}")
    if str(array.dtype) not in DTYPES or str(array.dtype) != dtype:
        wanted = dtype if dtype in DTYPES else " or ".join(DTYPES)
        raise ContractError(f"{argument}: got dtype {array.dtype}, expected {wanted}")
    if not np.isfinite(array).all():
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        raise ContractError(
            f"{argument}: got {array[where]} at {where}, expected finite values only"
        )

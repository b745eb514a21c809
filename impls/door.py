"""The door: what breaks the contract is refused before it reaches any implementation.

Raises ContractError naming the argument, what came and what was expected.
"""

import numpy as np

from propbench.impls.contract import (
    ACTIVATIONS,
    DTYPES,
    OUTPUTS,
    Array,
    ContractError,
    Network,
    Parameters,
)


def check_arrays(network: Network, parameters: Parameters, x: Array, y: Array) -> None:
    """Refuse, at the door, whatever the arithmetic is not meant for.

    Raises ContractError naming the argument, what came and what was expected.
    """
    check_network(network)
    dtype = _dtype_of(x)
    m = x.shape[1] if x.ndim == 2 else 0
    _check_array("x", x, (network.sizes[0], None), dtype)
    _check_array("y", y, (network.sizes[-1], m), dtype)
    check_parameters(network, parameters, dtype)


def check_parameters(network: Network, parameters: Parameters, dtype: str) -> None:
    """Refuse parameters that do not fit the network."""
    for kind, arrays in (("w", parameters.w), ("b", parameters.b)):
        if len(arrays) != len(network.shapes):
            raise ContractError(
                f"{kind}: got {len(arrays)} arrays, expected {len(network.shapes)}, one a layer"
            )
    for layer, (n_out, n_in) in enumerate(network.shapes):
        _check_array(f"w[{layer}]", parameters.w[layer], (n_out, n_in), dtype)
        _check_array(f"b[{layer}]", parameters.b[layer], (n_out, 1), dtype)


def check_network(network: Network) -> None:
    """Refuse a network that the contract does not know."""
    if len(network.sizes) < 2 or min(network.sizes) < 1:
        raise ContractError(f"sizes: got {network.sizes}, expected two or more, each at least 1")
    _check_name("activation", network.activation, ACTIVATIONS)
    _check_name("output", network.output, OUTPUTS)
    if not 0 <= network.slope <= 1:
        raise ContractError(f"slope: got {network.slope}, expected a number from 0 to 1")


def _check_name(argument: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise ContractError(f"{argument}: got {name!r}, expected one of {', '.join(known)}")


def _dtype_of(x: Array) -> str:
    if not isinstance(x, np.ndarray):
        raise ContractError(f"x: got {type(x).__name__}, expected a NumPy array")
    return str(x.dtype)


def _check_array(
    argument: str, array: Array, shape: tuple[int | None, int | None], dtype: str
) -> None:
    """`None` in `shape` stands for any size of at least one; `dtype` is that of x."""
    expected = f"({', '.join('m' if size is None else str(size) for size in shape)})"
    if not isinstance(array, np.ndarray):
        raise ContractError(f"{argument}: got {type(array).__name__}, expected a NumPy array")
    if array.ndim != 2:
        raise ContractError(
            f"{argument}: got rank {array.ndim} with shape {array.shape}, "
            f"expected rank 2 with shape {expected}"
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

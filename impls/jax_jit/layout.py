"""Native layout: a JAX array in the shape of the contract, and the precision of its arithmetic.

JAX computes in float32 unless told otherwise. `precision` tells it for one block of the present
thread, so that nothing changes for other users of JAX in the process.
"""

from contextlib import AbstractContextManager
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np

from propbench.impls.contract import Array

Native: TypeAlias = jax.Array


def precision(dtype: Any) -> AbstractContextManager[Any]:
    """Within it float64 stays float64, if that is the dtype."""
    return jax.enable_x64(dtype == np.float64)


def to_native(array: Array) -> Native:
    """A copy, never a view of the argument."""
    with precision(array.dtype):
        return jnp.array(array, copy=True)


def wait(native: Any) -> Any:
    """Block until an array, or all arrays of a tree, are computed."""
    return jax.block_until_ready(native)


def to_numpy(array: Native) -> Array:
    """A copy, because a view of an array of JAX cannot be written."""
    return np.array(array)

"""A fingerprint of a result, so that other processes need not repeat an expensive check."""

import hashlib

import numpy as np

from propbench.impls.contract import Array


def digest(result: dict[str, Array]) -> str:
    """Hash of names, dtypes, shapes and bytes."""
    total = hashlib.sha256()
    for name in sorted(result):
        array = np.ascontiguousarray(result[name])
        total.update(f"{name} {array.dtype} {array.shape}".encode())
        total.update(array.tobytes())
    return total.hexdigest()[:32]

"""What a measuring process inherits of its user's environment, and what it does not."""

import os

_PREFIXES_NOT_INHERITED = (
    # Threads, kernels and compilation of the libraries that are measured: a worker has its own.
    *("OMP_", "GOMP_", "KMP_", "OPENBLAS_", "GOTO_", "MKL_", "BLIS_", "VECLIB_", "NUMEXPR_"),
    *("NPY_", "NUMBA_", "JAX_", "XLA_", "TORCH", "PYTORCH_", "ATEN_"),
    # pytest-benchmark times nothing where it finds itself below a parallel run of tests.
    "PYTEST_",
    "PYTHON",
)
_INHERITED_ALL_THE_SAME = {
    # Where Python finds things, and how it reads text.
    *("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYTHONPLATLIBDIR"),
    *("PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8"),
    # Without these some installations do not start at all.
    *("KMP_DUPLICATE_LIB_OK", "MKL_THREADING_LAYER", "MKL_SERVICE_FORCE_INTEL"),
}


def inherited_variables() -> dict[str, str]:
    """This environment without what changes the measured thing, such as NUMBA_DISABLE_JIT."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _INHERITED_ALL_THE_SAME or not name.startswith(_PREFIXES_NOT_INHERITED)
    }

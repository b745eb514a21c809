"""Facts about machine, libraries and threads, by allow-list, and the threads of a worker.

Nothing here names a host, a user, a path or an environment value that is not on the list.
"""

import importlib.metadata
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from propbench.bench.inheritance import inherited_variables

THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    # XLA takes its number of threads from here alone.
    "NPROC",
    # Otherwise torch.compile keeps a pool of compiling processes beside the timed one.
    "TORCHINDUCTOR_COMPILE_THREADS",
)
ALLOCATOR_VARIABLES = ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TOP_PAD_")
PACKAGES = (
    *("numpy", "scipy", "numba", "llvmlite", "pandas", "seaborn", "pytest-benchmark"),
    *("torch", "jax", "jaxlib"),
)

Fact = str | int | float | bool | None


def worker_variables(threads: int, hash_seed: int, cache: Path) -> dict[str, str]:
    """The environment of a worker: threads set before NumPy is imported, a private cache."""
    pinned = dict.fromkeys(THREAD_VARIABLES, str(threads))
    ours = {
        # Columns are of a CPU; JAX would take a GPU unasked.
        "JAX_PLATFORMS": "cpu",
        "PYTHONHASHSEED": str(hash_seed),
        "NUMBA_CACHE_DIR": str(cache),
        "TORCHINDUCTOR_CACHE_DIR": str(cache),
    }
    return {**inherited_variables(), **pinned, **ours}


def prepare_pool(cache: Path) -> None:
    """Change this environment, for the processes of a pool: nothing in it changes what they do.

    Numba reads its variables when it is first imported, in those processes.
    """
    kept = {*inherited_variables(), *THREAD_VARIABLES}
    for name in os.environ.keys() - kept:
        if not name.startswith(("PYTEST_", "PYTHON")):
            del os.environ[name]
    os.environ |= {"JAX_PLATFORMS": "cpu", "NUMBA_CACHE_DIR": str(cache)}


def pin(threads: int, lane: int = 0) -> None:
    """Keep one thread on one core, where the system allows it: on the last that it may use, or
    for another lane on one before it.

    More threads keep every core that they may use.
    """
    if threads == 1 and hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0), reverse=True)
        os.sched_setaffinity(0, {cores[lane % len(cores)]})


def set_threads(threads: int) -> None:
    """Give every loaded runtime its threads back: the last cell may have taken some away."""
    import numba
    from threadpoolctl import threadpool_limits

    threadpool_limits(threads)
    numba.set_num_threads(threads)


def observed_threads() -> dict[str, int]:
    """What every loaded runtime reports, by library name."""
    import numba

    pools = {name: int(pool["num_threads"]) for name, pool in _pools().items()}
    torch = sys.modules.get("torch")
    # Its MKL is built in, where threadpoolctl does not see it.
    others = {"torch": int(torch.get_num_threads())} if torch else {}
    return {**pools, **others, "numba": int(numba.get_num_threads())}


def thread_fault(threads: int) -> str:
    """Why a process does not have the threads that were asked for, or an empty string."""
    return _threads_that(threads, lambda n: n != threads)


def too_many_threads(threads: int) -> str:
    """Why a cell had more threads than asked for; in one of its runtimes it may have fewer."""
    return _threads_that(threads, lambda n: n > threads)


def _threads_that(threads: int, are_wrong: Callable[[int], bool]) -> str:
    wrong = {name: n for name, n in observed_threads().items() if are_wrong(n)}
    if not wrong:
        return ""
    seen = ", ".join(f"{name} {n}" for name, n in sorted(wrong.items()))
    return f"asked for {threads} thread(s), observed {seen}"


def main(_: None) -> dict[str, Fact]:
    """Everything that is written about the machine, as a worker sees it; scalars only."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        **{name: _version(name) for name in PACKAGES},
        **_blas(),
        "libc": " ".join(platform.libc_ver()).strip() or None,
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "architecture": platform.machine(),
        "cpu": cpu_model(),
        "cores": os.cpu_count(),
        "cores_usable": usable_cores(),
        "memory_gib": _memory_gib(),
        "timer_resolution_s": time.get_clock_info("perf_counter").resolution,
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "subnormals_flushed": not 2.0**-1074 * 1.0 > 0.0,
        **{name: os.environ.get(name) for name in ALLOCATOR_VARIABLES},
        **{f"threads_{name}": n for name, n in observed_threads().items()},
    }


def cpu_model() -> str:
    """The processor's name as the system gives it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        found = re.search(r"^model name\s*:\s*(.+)$", info.read_text("utf-8"), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def _blas() -> dict[str, Fact]:
    """Name, version and selected kernel of every BLAS: NumPy's and SciPy's can differ."""
    return {
        f"blas_{name}": f"{pool['internal_api']} {pool['version']} "
        f"{pool.get('architecture', '')}".strip()
        for name, pool in _pools().items()
        if pool["user_api"] == "blas"
    }


def _pools() -> dict[str, dict[str, Any]]:
    """Every thread pool that is loaded, by the package that brought it and its own name.

    The wheels of NumPy and SciPy bring a library of the same name each.
    """
    import scipy.linalg  # noqa: F401
    from threadpoolctl import threadpool_info

    return {f"{_package_of(pool['filepath'])}{pool['prefix']}": pool for pool in threadpool_info()}


def _package_of(file: str) -> str:
    """The installed package that a file is part of, and an underscore, or an empty string."""
    _, _, inside = Path(file).as_posix().partition("/site-packages/")
    package = inside.partition("/")[0].partition(".")[0]
    return f"{package}_" if package else ""


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def usable_cores() -> int:
    """Cores that this process may use: by its affinity, and by the CPU quota of its container,
    rounded up."""
    # Imported here, since no worker that times anything needs it.
    import joblib

    return int(joblib.cpu_count())


def _memory_gib() -> float:
    import psutil

    return round(psutil.virtual_memory().total / 2**30, 1)

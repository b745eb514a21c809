"""Which machine, which libraries and which run, in a line."""

import re
from datetime import datetime

from propbench.bench.results import RunRecord

_NOISE = re.compile(r"\((?:R|TM|tm)\)|\bCPU\b|\bProcessor\b|@.*$| at .*$")
"""What a processor's name says besides its name."""


def in_short(run: RunRecord) -> str:
    """Processor, cores, BLAS, profile and date; what is not known is left out."""
    facts = run.environment
    cores = facts.get("cores")
    parts = (
        _processor(str(facts.get("cpu") or "unknown processor")),
        f"{cores} cores" if cores else "",
        _blas([str(facts[key]) for key in sorted(facts) if key.startswith("blas_")]),
    )
    day = datetime.fromisoformat(run.created)
    measured = f"{run.profile} run of {day.day} {day:%B %Y}"
    return f"{', '.join(filter(None, parts))} \u00b7 {measured}"


def _processor(name: str) -> str:
    return " ".join(_NOISE.sub("", name).split())


def _blas(names: list[str]) -> str:
    """That of NumPy, without its version and its kernels."""
    word = names[0].split()[0] if names and names[0] else ""
    return {"openblas": "OpenBLAS", "mkl": "MKL"}.get(word, word)

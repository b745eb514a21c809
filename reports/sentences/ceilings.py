"""How much speed is still on the table."""

from collections.abc import Mapping

from propbench.bench.numbers import count, percent, significant
from propbench.reports.facts.ceilings import NOT_NEAR, Machine, Reach
from propbench.reports.naming import named, network_named, package
from propbench.reports.sentences.choice import PHASES

_COMBINATIONS = "combinations of network, phase and m"


def not_near(found: tuple[Reach, ...]) -> str:
    """Where even the fastest implementation is not near the ceiling, or an empty string."""
    far = [one for one in found if not one.near]
    if not far:
        return ""
    worst = min(far, key=lambda one: one.share)
    return (
        f"At {count(len(far))} of {count(len(found))} {_COMBINATIONS} even the fastest stays "
        f"below {percent(NOT_NEAR)} of the limit. Farthest is a {PHASES[worst.phase]} of "
        f"the {network_named(worst.network)} network at m = {count(worst.m)}: "
        f"{named(worst.implementation)} reaches {percent(worst.share)}."
    )


def libraries(faster: Mapping[str, int]) -> str:
    """Which BLAS the ceilings come from, or an empty string."""
    counts = [f"{package(name)}\u2019s at {count(n)}" for name, n in sorted(faster.items())]
    if not counts:
        return ""
    return (
        "The products are done in four ways, and the fastest counts: in the BLAS of NumPy and of "
        "SciPy, each with the columns in wide and in small blocks. Fastest was "
        f"{' and '.join(counts)} of {count(sum(faster.values()))} {_COMBINATIONS}."
    )


def rates(machine: Machine) -> str:
    """Memory bandwidth and element-wise throughput of one thread, or an empty string."""
    parts = []
    if machine.bytes_per_s is not None:
        parts.append(f"moves {significant(machine.bytes_per_s / 1e9)} GB/s to and from memory")
    if machine.elements_per_s is not None:
        rate = significant(machine.elements_per_s / 1e9)
        parts.append(f"computes {rate} thousand million elements of b + s c each second in cache")
    return f"One thread of this machine {' and '.join(parts)} (float64)." if parts else ""

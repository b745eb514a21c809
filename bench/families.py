"""One record a family of implementations: how it computes, and how its seconds are predicted.

Seconds were measured once, on one machine; predictions scale them by how fast this machine's
interpreter is now.
"""

from dataclasses import dataclass, replace

from propbench.bench.descriptions import Described


@dataclass(frozen=True)
class Family:
    """How a family computes, and what that costs."""

    name: str
    multiply_add_s: float
    element_s: float
    call_s: float
    slowest_gated_call_s: float = 0.01
    """The regression check takes turns after whole calls: the quicker they are, the better."""
    compile_s: float = 0.0
    """Per checked cell: kernels are shared by many cells."""
    again_s: float = 0.0
    """At most, per timed cell: a fresh process loads what was compiled, or compiles once more."""
    start_s: float = 0.0
    """Of a process that times it, beyond those of the others."""
    cold_s: float = 0.0
    """Compiling with an empty cache, before the first result; 0 where nothing is compiled."""
    interpreted: bool = False
    """Whether its loops run in the interpreter, thousands of times from any ceiling."""
    ours: bool = True
    """Whether its loops, or its calls of NumPy, are this project's own."""

    @property
    def compiles(self) -> bool:
        return self.cold_s > 0


FAMILIES = {
    family.name: family
    for family in (
        Family(
            "loops",
            *(33e-9, 150e-9, 2e-6),
            slowest_gated_call_s=0.002,
            interpreted=True,
        ),
        Family("vectorised", 0.1e-9, 8e-9, 10e-6),
        Family("compiled", 1.0e-9, 12e-9, 5e-6, compile_s=0.2, cold_s=13.0),
        Family(
            "framework",
            *(0.1e-9, 8e-9, 50e-6),
            compile_s=1.0,
            again_s=0.4,
            start_s=1.2,
            cold_s=8.0,
            ours=False,
        ),
    )
}
"""By name, in the contract's order."""

CEILING = Family("ceiling", 0.05e-9, 3e-9, 2e-6)
"""No family: what the machine can do, predicted in the same way."""


def rates(implementation: Described) -> Family:
    """Its family's, with what it says itself of compiling. Raises LookupError as `family`."""
    usual = family(implementation.family)
    if implementation.compile_s is None:
        return usual
    cold_s, compile_s = implementation.compile_s
    return replace(usual, cold_s=cold_s, compile_s=compile_s)


def family(name: str) -> Family:
    """The record of this name. Raises LookupError listing those there are."""
    if name not in FAMILIES:
        raise LookupError(f"no family {name!r}: there are {', '.join(FAMILIES)}")
    return FAMILIES[name]

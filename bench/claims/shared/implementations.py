"""Which implementations an experiment can be repeated in."""

from propbench import impls
from propbench.bench.families import FAMILIES
from propbench.impls import Implementation


def without_frameworks() -> tuple[Implementation, ...]:
    """Installed implementations whose loops, or whose calls of NumPy, are this project's own.

    Frameworks are left out: they compile anew for each shape, for longer than the rest takes.
    """
    every = (impls.load(name) for name in impls.names())
    return tuple(one for one in every if FAMILIES[one.family].ours and not one.missing)

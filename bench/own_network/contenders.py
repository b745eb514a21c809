"""Who competes: the implementations that were named, or all, where they can do what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from propbench.bench.exits import UsageError
from propbench.bench.own_network.wanted import OwnNetwork
from propbench.bench.plan import supported
from propbench.bench.selection import installed, load, shipped
from propbench.impls import Implementation


@dataclass(frozen=True)
class Contenders:
    """By the name on the command line; and by full name why others are not among them."""

    usable: dict[str, Implementation]
    missing: dict[str, str]

    def without(self, specifier: str, reason: str) -> "Contenders":
        """These without one."""
        kept = {name: impl for name, impl in self.usable.items() if name != specifier}
        return Contenders(kept, {**self.missing, self.usable[specifier].name: reason})


def contenders(network: OwnNetwork, named: Sequence[str]) -> Contenders:
    """Those that were named; a folder's name is all of its configurations. All without a name.

    Raises UsageError on a name that is not there, and where nobody can do what is asked.
    """
    loaded = {name: load(name) for given in named or shipped() for name in _full_names(given)}
    usable, missing = installed(
        {name: impl for name, impl in loaded.items() if network.division in impl.divisions}
        or loaded
    )
    able = [impl for impl in usable.values() if _can(impl, network)]
    if not able:
        cores = "all cores" if network.all_cores else "one thread"
        raise UsageError(
            f"impl: got {', '.join(usable)}, which cannot do {network.phase} in {network.dtype} "
            f"with {cores}: name others, or none for all"
        )
    return Contenders(usable, missing)


def _full_names(given: str) -> list[str]:
    own = [name for name in shipped() if name.partition(":")[0] == given]
    return own or [given]


def _can(implementation: Implementation, network: OwnNetwork) -> bool:
    in_division = network.division in implementation.divisions
    return in_division and supported(implementation, network.case(implementation.name))

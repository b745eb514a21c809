"""Who competes: the implementations that were named, or all, where they can do what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from propbench.bench.descriptions import Description, describe
from propbench.bench.exits import UsageError
from propbench.bench.families import family
from propbench.bench.own_network.wanted import OwnNetwork
from propbench.bench.selection import installed


@dataclass(frozen=True)
class Contenders:
    """By the name on the command line; and by full name why others are not among them."""

    usable: dict[str, Description]
    missing: dict[str, str]

    def without(self, specifier: str, reason: str) -> "Contenders":
        """These without one."""
        kept = {name: impl for name, impl in self.usable.items() if name != specifier}
        return Contenders(kept, {**self.missing, self.usable[specifier].name: reason})

    @property
    def loops(self) -> set[str]:
        """Full names of those whose loops run in the interpreter."""
        return {impl.name for impl in self.usable.values() if family(impl.family).interpreted}


def contenders(network: OwnNetwork, named: Sequence[str]) -> Contenders:
    """Those that were named; a folder's name is all of its configurations. All without a name.

    Raises UsageError on a name that is not there, and where nobody can do what is asked.
    """
    described = describe(named or None)
    here = {name: impl for name, impl in described.items() if network.division in impl.divisions}
    if not here:
        cores = "uses all cores" if network.all_cores else "uses one thread"
        raise UsageError(f"impl: got {', '.join(described)}, none of which {cores}: name others")
    usable, missing = installed(here)
    unable = {name: why for name, impl in usable.items() if (why := _lack(impl, network))}
    if len(unable) == len(usable):
        raise UsageError(f"impl: {'; '.join(unable.values())}: name others")
    reasons = {usable[name].name: why for name, why in unable.items()}
    able = {name: impl for name, impl in usable.items() if name not in unable}
    return Contenders(able, missing | reasons)


def _lack(implementation: Description, network: OwnNetwork) -> str:
    """Why this cannot be asked of it, or an empty string."""
    if network.dtype not in implementation.dtypes:
        return (
            f"{implementation.name} has no {network.dtype}, only {', '.join(implementation.dtypes)}"
        )
    if not implementation.has(network.subject):
        return f"{implementation.name} has no {network.subject} networks"
    return ""

"""Workers started and made ready together, case by case, before anything is sampled."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from propbench.bench.regression.sampling.cores import Cores
from propbench.bench.regression.sampling.interleaving import Sides
from propbench.bench.regression.sides.git import NoBaseError
from propbench.bench.regression.sides.place import Place, Role
from propbench.bench.regression.sides.process import SideError, SideProcess, TargetError, replies
from propbench.bench.regression.sides.targets import Target
from propbench.impls.contract import VERSION

Replies = dict[str, dict[Role, dict[str, Any]]]
"""What each side answered, by target and side."""


WORKER = f"{__package__}.worker"


@contextmanager
def started(places: Mapping[Role, Place], cores: Cores) -> Iterator[Sides]:
    """Worker processes that accept head's contract, ended afterwards whatever happens.

    The first two are on a core each from the start, so that they import and prepare at once; a
    third takes whichever has time. Raises NoBaseError, SideError.
    """
    sides: Sides = {}
    turns: dict[str, tuple[int, int]] = {role: os.pipe() for role in places}
    try:
        for number, (role, place) in enumerate(places.items()):
            sides[role] = SideProcess(place, WORKER, turns)
            both = (cores.sides, cores.driver)
            sides[role].pin(both[number : number + 1] or both)
        for side in sides.values():
            _accept(side)
        yield sides
    finally:
        for side in sides.values():
            side.end()
        for end in chain.from_iterable(turns.values()):
            os.close(end)


def _accept(side: SideProcess) -> None:
    """Wait until a side is there. A base that cannot start is no base; raises NoBaseError."""
    try:
        fault = side.ask("version", newest=VERSION)["fault"]
    except SideError as error:
        if side.place.role == "head":
            raise
        raise NoBaseError(f"it does not start: {error}") from error
    if fault:
        raise NoBaseError(fault)


def prepare(
    sides: Sides, targets: Mapping[Role, Sequence[Target]], known: Mapping[str, Mapping[Role, str]]
) -> Replies:
    """Every target on every side that runs it, several sides at a time.

    `known` holds fingerprints of results that were checked before; another result is checked
    again. Raises TargetError when a side dies or hangs.
    """
    found: Replies = {}
    by_side = {role: {target.id: target for target in many} for role, many in targets.items()}
    for name in dict.fromkeys(name for wanted in by_side.values() for name in wanted):
        roles = [role for role in sides if name in by_side[role]]
        try:
            for role in roles:
                digest = known.get(name, {}).get(role, "")
                message = by_side[role][name].message()
                sides[role].send("prepare", target=message, known=digest)
            answers = replies([sides[role] for role in roles])
            found[name] = dict(zip(roles, answers, strict=True))
        except SideError as error:
            raise TargetError(name, str(error)) from error
    return found


def gather(sides: Sides, cores: Cores) -> None:
    """All sides on one core, with nothing left to collect. Raises SideError."""
    for side in sides.values():
        side.pin([cores.sides])
        fault = side.ask("ready", core=cores.sides)["fault"]
        if fault:
            raise SideError(f"{side.place.role} {fault}")

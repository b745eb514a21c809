"""Before any sample: is every answer of both sides right, and how long is one call?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from propbench.bench.regression.sampling.cores import Cores
from propbench.bench.regression.sampling.interleaving import Sides
from propbench.bench.regression.sampling.preparation import Replies, prepare, started
from propbench.bench.regression.sides.place import Place, Role
from propbench.bench.regression.sides.process import SideProcess, TargetError
from propbench.bench.regression.sides.refusals import (
    CounterDifference,
    NotComparableError,
    Refusal,
    Trouble,
)
from propbench.bench.regression.sides.targets import Target


@dataclass(frozen=True)
class Preflight:
    """What can be compared, and what was found out about it."""

    targets: tuple[Target, ...]
    refused: tuple[Refusal, ...]
    call_s: dict[str, float]
    """Seconds of one call of base, from which samples are sized."""
    digests: dict[str, dict[Role, str]]
    """Fingerprints of the checked results."""
    counters: tuple[CounterDifference, ...]


def check_sides(
    places: Mapping[Role, Place],
    cores: Cores,
    targets: Sequence[Target],
    refused: Sequence[Refusal],
    repository: Path,
) -> Preflight:
    """Check every target on both sides; one that kills its process is left out and looked past.

    Raises NotComparableError where a side loaded code of `repository` that is not its tree's.
    """
    left, out = list(targets), list(refused)
    while True:
        try:
            return _check_sides(places, cores, left, out, repository)
        except TargetError as error:
            out.append(Refusal(id=error.target, trouble="failed", reason=error.reason))
            left = [target for target in left if target.id != error.target]


def _check_sides(
    places: Mapping[Role, Place],
    cores: Cores,
    targets: list[Target],
    refused: list[Refusal],
    repository: Path,
) -> Preflight:
    with started(places, cores) as sides:
        replies = prepare(sides, dict.fromkeys(sides, targets), {})
        troubled = [refusal for target in targets for refusal in _troubles(target, replies)]
        names = {refusal.id for refusal in troubled}
        good = [target for target in targets if target.id not in names]
        facts = [counter for target in good for counter in _facts(sides, target)]
        facts += [
            counter
            for source, name in _sources(good).items()
            for counter in _compiled(sides, source, name)
        ]
        for side in sides.values():
            _require_own_code(side, repository)
    return Preflight(
        targets=tuple(good),
        refused=(*refused, *troubled),
        call_s={target.id: replies[target.id]["base"]["call_s"] for target in good},
        digests={
            target.id: {role: reply["digest"] for role, reply in replies[target.id].items()}
            for target in good
        },
        counters=tuple(facts),
    )


def _require_own_code(side: SideProcess, repository: Path) -> None:
    tree = side.place.tree.resolve()
    fault = side.ask("origins", tree=str(tree), repository=str(repository.resolve()))["fault"]
    if fault:
        raise NotComparableError(f"{side.place.role}: {fault}")


def _troubles(target: Target, replies: Replies) -> list[Refusal]:
    """At most one refusal: a failure on either side, or what only one side offers."""
    found = {role: reply for role, reply in replies[target.id].items() if "trouble" in reply}
    for role, reply in found.items():
        if reply["trouble"] == "failed":
            reason = f"{role}: {reply['reason']}"
            return [Refusal(id=target.id, trouble="failed", reason=reason)]
    if not found:
        return []
    reason = next(iter(found.values()))["reason"]
    if len(found) == 2:
        return [Refusal(id=target.id, trouble="unsupported", reason=reason)]
    only: Trouble = "only in head" if "base" in found else "only in base"
    return [Refusal(id=target.id, trouble=only, reason=reason)]


def _facts(sides: Sides, target: Target) -> list[CounterDifference]:
    if target.kind == "control":
        return []
    base, head = (sides[role].ask("facts", id=target.id) for role in ("base", "head"))
    return _differing(target.id, base, head)


def _compiled(sides: Sides, source: str, name: str) -> list[CounterDifference]:
    """What Numba made of one implementation, over all cases that were prepared."""
    base, head = (sides[role].ask("compiled", source=source) for role in ("base", "head"))
    return _differing(name, base, head)


def _differing(name: str, base: dict[str, Any], head: dict[str, Any]) -> list[CounterDifference]:
    return [
        CounterDifference(id=name, fact=fact, base=base.get(fact, ""), head=head.get(fact, ""))
        for fact in sorted({*base, *head})
        if base.get(fact) != head.get(fact)
    ]


def _sources(targets: Sequence[Target]) -> dict[str, str]:
    """Name of each implementation, by what a worker loads it from."""
    return {
        target.source: target.case.implementation for target in targets if target.case is not None
    }

"""Before any sample: is every answer of both sides right, and how long is one call?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from propbench.bench.regression.cores import Cores
from propbench.bench.regression.lockstep import Sides
from propbench.bench.regression.preparation import Replies, prepare, started
from propbench.bench.regression.records import CoCheck, Refusal, Trouble
from propbench.bench.regression.settings import Side
from propbench.bench.regression.side import Place, TargetError
from propbench.bench.regression.targets import Target


@dataclass(frozen=True)
class FirstLook:
    """What can be compared, and what was found out about it."""

    targets: tuple[Target, ...]
    refused: tuple[Refusal, ...]
    call_s: dict[str, float]
    """Seconds of one call of base, from which samples are sized."""
    digests: dict[str, dict[Side, str]]
    """Fingerprints of the checked results."""
    cochecks: tuple[CoCheck, ...]


def look(
    places: Mapping[Side, Place],
    cores: Cores,
    targets: Sequence[Target],
    refused: Sequence[Refusal],
) -> FirstLook:
    """Check every target on both sides; one that kills its process is left out and looked past."""
    left, out = list(targets), list(refused)
    while True:
        try:
            return _look(places, cores, left, out)
        except TargetError as error:
            out.append(Refusal(id=error.target, trouble="failed", reason=error.reason))
            left = [target for target in left if target.id != error.target]


def _look(
    places: Mapping[Side, Place], cores: Cores, targets: list[Target], refused: list[Refusal]
) -> FirstLook:
    with started(places, cores) as sides:
        replies = prepare(sides, dict.fromkeys(sides, targets), {})
        troubled = [one for target in targets for one in _troubles(target, replies)]
        names = {one.id for one in troubled}
        good = [target for target in targets if target.id not in names]
        facts = [one for target in good for one in _facts(sides, target)]
        facts += [
            one for source, name in _sources(good).items() for one in _compiled(sides, source, name)
        ]
    return FirstLook(
        targets=tuple(good),
        refused=(*refused, *troubled),
        call_s={one.id: replies[one.id]["base"]["call_s"] for one in good},
        digests={
            one.id: {role: reply["digest"] for role, reply in replies[one.id].items()}
            for one in good
        },
        cochecks=tuple(facts),
    )


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


def _facts(sides: Sides, target: Target) -> list[CoCheck]:
    if target.kind == "control":
        return []
    base, head = (sides[role].ask("facts", id=target.id) for role in ("base", "head"))
    return _differing(target.id, base, head)


def _compiled(sides: Sides, source: str, name: str) -> list[CoCheck]:
    """What Numba made of one implementation, over all cases that were prepared."""
    base, head = (sides[role].ask("compiled", source=source) for role in ("base", "head"))
    return _differing(name, base, head)


def _differing(name: str, base: dict[str, Any], head: dict[str, Any]) -> list[CoCheck]:
    return [
        CoCheck(id=name, fact=fact, base=base.get(fact, ""), head=head.get(fact, ""))
        for fact in sorted({*base, *head})
        if base.get(fact) != head.get(fact)
    ]


def _sources(targets: Sequence[Target]) -> dict[str, str]:
    """Name of each implementation, by what a worker loads it from."""
    return {one.source: one.case.implementation for one in targets if one.case is not None}

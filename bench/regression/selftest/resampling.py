"""Virtual runs made of archived restarts, judged by the very code that judges real ones.

A virtual run takes neighbouring restarts, so that slow drifts stay together, and exchanges base
and head in each with chance one half, which under the null changes nothing. Restarts are used
many times: these counts are no independent evidence beyond the real runs, and are labelled so.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import cycle, islice

from propbench.bench.regression.sampling.records import CaseSamples, Restart, SideSamples
from propbench.bench.regression.sampling.settings import Look
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionRun, RegressionVerdict
from propbench.bench.regression.verdict.screening import to_confirm

_EXCHANGED: dict[Role, Role] = {"base": "head", "head": "base"}


def virtual_run(
    archived: Sequence[RegressionRun], shares: Mapping[str, float], generator: random.Random
) -> RegressionVerdict:
    """One virtual run in which head does `shares` more work, as factors on its times.

    `archived` are runs of one machine under one load.
    """
    like = generator.choice(archived)
    settings = like.settings
    pool = [restart for run in archived for restart in run.restarts if restart.look == "screen"]
    screens, confirms = settings.screening_restarts, settings.confirming_restarts
    pool = _begun_anywhere(pool, generator)
    screen = _changed_all(pool[:screens], "screen", shares, generator)
    screened = _like(like, screen)
    names = to_confirm(screened)
    if not names:
        return judge(screened)
    # Fresh restarts, as far as there are so many.
    others = _begun_anywhere(pool[screens:] or pool, generator)
    confirm = _changed_all(list(islice(cycle(others), confirms)), "confirm", shares, generator)
    kept = {*names, *(case.id for case in like.compared if case.kind == "control" or case.aa)}
    return judge(_like(like, [*screen, *(_only(restart, kept) for restart in confirm)]))


def _begun_anywhere(pool: Sequence[Restart], generator: random.Random) -> list[Restart]:
    """The circle of restarts, cut at a random place."""
    start = generator.randrange(len(pool))
    return [*pool[start:], *pool[:start]]


def _changed_all(
    chosen: Sequence[Restart], look: Look, shares: Mapping[str, float], generator: random.Random
) -> list[Restart]:
    return [
        restart.model_copy(
            update={
                "look": look,
                "number": number,
                "samples": _changed(restart, shares, exchanged=generator.random() < 0.5),
            }
        )
        for number, restart in enumerate(chosen)
    ]


def _changed(restart: Restart, shares: Mapping[str, float], exchanged: bool) -> list[CaseSamples]:
    found = []
    for case in restart.samples:
        sides = dict(case.sides)
        if exchanged:
            sides = {_EXCHANGED.get(role, role): samples for role, samples in sides.items()}
        factor = 1 + shares.get(case.id, 0.0)
        sides["head"] = _slower(sides["head"], factor)
        found.append(case.model_copy(update={"sides": sides}))
    return found


def _slower(samples: SideSamples, factor: float) -> SideSamples:
    return samples.model_copy(
        update={
            "cpu_s": [factor * seconds for seconds in samples.cpu_s],
            "wall_s": [factor * seconds for seconds in samples.wall_s],
        }
    )


def _like(comparison: RegressionRun, restarts: list[Restart]) -> RegressionRun:
    return comparison.model_copy(update={"restarts": restarts, "refused": []})


def _only(restart: Restart, names: set[str]) -> Restart:
    samples = [case for case in restart.samples if case.id in names]
    return restart.model_copy(update={"samples": samples})

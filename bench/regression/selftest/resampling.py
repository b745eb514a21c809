"""Virtual runs made of archived restarts, judged by the very code that judges real ones.

A virtual run takes neighbouring restarts, so that slow drifts stay together, and exchanges base
and head in each with chance one half, which under the null changes nothing. Restarts are used
many times: these counts are no independent evidence beyond the real runs, and are labelled so.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import cycle, islice

from propbench.bench.regression.judge import judge
from propbench.bench.regression.records import (
    CaseSamples,
    Comparison,
    Judgement,
    Restart,
    SideSamples,
)
from propbench.bench.regression.screening import to_confirm
from propbench.bench.regression.settings import Side, Stage

_EXCHANGED: dict[Side, Side] = {"base": "head", "head": "base"}


def virtual_run(
    archived: Sequence[Comparison], shares: Mapping[str, float], generator: random.Random
) -> Judgement:
    """One virtual run in which head does `shares` more work, as factors on its times.

    `archived` are runs of one machine under one load.
    """
    like = generator.choice(archived)
    settings = like.settings
    pool = [restart for one in archived for restart in one.restarts if restart.stage == "screen"]
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
    kept = {*names, *(one.id for one in like.compared if one.kind == "control" or one.twin)}
    return judge(_like(like, [*screen, *(_only(restart, kept) for restart in confirm)]))


def _begun_anywhere(pool: Sequence[Restart], generator: random.Random) -> list[Restart]:
    """The circle of restarts, cut at a random place."""
    start = generator.randrange(len(pool))
    return [*pool[start:], *pool[:start]]


def _changed_all(
    chosen: Sequence[Restart], stage: Stage, shares: Mapping[str, float], generator: random.Random
) -> list[Restart]:
    return [
        restart.model_copy(
            update={
                "stage": stage,
                "number": number,
                "samples": _changed(restart, shares, exchanged=generator.random() < 0.5),
            }
        )
        for number, restart in enumerate(chosen)
    ]


def _changed(restart: Restart, shares: Mapping[str, float], exchanged: bool) -> list[CaseSamples]:
    found = []
    for one in restart.samples:
        sides = dict(one.sides)
        if exchanged:
            sides = {_EXCHANGED.get(role, role): samples for role, samples in sides.items()}
        factor = 1 + shares.get(one.id, 0.0)
        sides["head"] = _slower(sides["head"], factor)
        found.append(one.model_copy(update={"sides": sides}))
    return found


def _slower(samples: SideSamples, factor: float) -> SideSamples:
    return samples.model_copy(
        update={
            "cpu_s": [factor * seconds for seconds in samples.cpu_s],
            "wall_s": [factor * seconds for seconds in samples.wall_s],
        }
    )


def _like(comparison: Comparison, restarts: list[Restart]) -> Comparison:
    return comparison.model_copy(update={"restarts": restarts, "refused": []})


def _only(restart: Restart, names: set[str]) -> Restart:
    samples = [one for one in restart.samples if one.id in names]
    return restart.model_copy(update={"samples": samples})

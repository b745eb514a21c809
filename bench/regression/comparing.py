"""From a request to a comparison with its verdict."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

from propbench.bench.regression.comparable import different_definitions
from propbench.bench.regression.cores import Cores, chosen_cores
from propbench.bench.regression.environments import Told, pythons
from propbench.bench.regression.experiment import CONTROLS, Experiment, comparison_plan, places
from propbench.bench.regression.first_look import look
from propbench.bench.regression.judge import judge
from propbench.bench.regression.records import SCHEMA, Comparison, Refusal
from propbench.bench.regression.request import Request
from propbench.bench.regression.screening import to_confirm
from propbench.bench.regression.trees import Trees, checked_out
from propbench.bench.run import environment_facts

Keep = Callable[[Comparison], None]


def compare(request: Request, told: Told, keep: Keep) -> Comparison:
    """Run a comparison; `keep` is handed what is measured so far when it is interrupted.

    Raises NoBaseError, OSError, SideError.
    """
    told("checking out both sides")
    began = time.monotonic()
    with (
        checked_out(request.repository, request.base, request.head) as trees,
        chosen_cores() as cores,
    ):
        experiment = begin(request, trees, cores, told, began)
        try:
            screen_and_confirm(request, experiment)
        except KeyboardInterrupt:
            keep(judged(recorded(request, experiment, "partial")))
            raise
        return judged(recorded(request, experiment, "complete"))


def begin(request: Request, trees: Trees, cores: Cores, told: Told, began: float) -> Experiment:
    """Everything up to the first sample; `began` is when the clock of the run was started."""
    environment = environment_facts(trees.folder)
    seed = secrets.randbelow(2**31)
    interpreters = pythons(trees, request.out / "environments", told)
    sides = places(trees, interpreters, ("base", "head"), hash_seed=seed, padding=0)
    told("checking every case on both sides")
    refused = different_definitions(
        sides, request.targets, request.implementations, request.matches
    )
    names = {one.id for one in refused}
    left = [target for target in request.targets if target.id not in names]
    found = look(sides, cores, [*left, *CONTROLS], refused)
    trees.copy_twin()
    return Experiment(
        trees=trees,
        pythons=interpreters,
        settings=request.settings,
        cores=cores,
        seed=seed,
        told=told,
        began=began,
        environment=environment,
        look=found,
        compared=comparison_plan(found, request.settings),
        refused=[_accepted(one, request) for one in found.refused],
    )


def screen_and_confirm(request: Request, experiment: Experiment) -> None:
    """Two looks at the data, and no others; none when a case failed, which decides already."""
    cases = [one.id for one in experiment.compared if one.kind == "case"]
    if not cases or any(one.trouble == "failed" for one in experiment.refused):
        return
    settings = request.settings
    experiment.run("screen", cases, settings.screening_restarts)
    candidates = to_confirm(recorded(request, experiment, "partial"))
    if candidates:
        experiment.run("confirm", candidates, settings.confirming_restarts)


def recorded(request: Request, experiment: Experiment, status: str) -> Comparison:
    """What is stored; without a judgement yet."""
    created = datetime.now(UTC)
    return Comparison(
        schema_version=SCHEMA,
        id=f"{created:%Y%m%dT%H%M%SZ}-regress",
        status="complete" if status == "complete" else "partial",
        created=created.isoformat(timespec="seconds"),
        elapsed_s=experiment.elapsed_s,
        base=request.base,
        head=request.head,
        head_dirty=request.head_dirty,
        shared_environment=experiment.pythons.shared,
        seed=experiment.seed,
        cores=[experiment.cores.sides, experiment.cores.driver],
        environment=experiment.environment,
        settings=request.settings,
        compared=experiment.compared,
        refused=experiment.refused,
        cochecks=list(experiment.look.cochecks),
        restarts=experiment.restarts,
        judgement=None,
    )


def judged(comparison: Comparison) -> Comparison:
    """With its verdict."""
    return comparison.model_copy(update={"judgement": judge(comparison)})


def _accepted(refusal: Refusal, request: Request) -> Refusal:
    accepted = refusal.trouble != "failed" and request.accepts(refusal.id)
    return refusal.model_copy(update={"accepted": accepted})

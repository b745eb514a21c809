"""From a request to a run with its verdict."""

import fnmatch
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from propbench.bench.progress import Meter
from propbench.bench.regression.pace import restarts
from propbench.bench.regression.sampling.cores import Cores, chosen_cores
from propbench.bench.regression.sampling.experiment import CONTROLS, Experiment, comparison_plan
from propbench.bench.regression.sampling.placing import places
from propbench.bench.regression.sampling.preflight import check_sides
from propbench.bench.regression.sides import builds, cases_file
from propbench.bench.regression.sides.comparable import different_definitions
from propbench.bench.regression.sides.environments import Progress, pythons
from propbench.bench.regression.sides.git import Repository
from propbench.bench.regression.sides.place import Role
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.sides.targets import Target
from propbench.bench.regression.sides.trees import Trees, checked_out
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import SCHEMA, RegressionRun
from propbench.bench.regression.verdict.screening import to_confirm
from propbench.bench.regression.verdict.settings import Settings
from propbench.bench.run import environment_facts

Keep = Callable[[RegressionRun], None]


@dataclass(frozen=True)
class Request:
    """One comparison to be made."""

    repository: Repository
    base: str
    head: str
    head_dirty: bool
    targets: tuple[Target, ...]
    implementations: tuple[str, ...]
    """As each side loads them in its tree, or empty for all that are shipped."""
    pattern: str | None
    accepted: tuple[str, ...]
    """Patterns of cases whose lack of a comparison is intended."""
    settings: Settings
    out: Path
    built: Mapping[Role, Path] = field(default_factory=dict)
    """The folder of each side with what was built of it, where a package has to be."""

    def matches(self, name: str) -> bool:
        """Whether a case belongs to what was asked for."""
        return self.pattern is None or fnmatch.fnmatch(name, self.pattern)

    def accepts(self, name: str) -> bool:
        """Whether a case may be left without a comparison."""
        return any(fnmatch.fnmatch(name, pattern) for pattern in self.accepted)


def compare(request: Request, meter: Meter, keep: Keep) -> RegressionRun:
    """Run a run; `keep` is handed what is measured so far when it is interrupted.

    Raises NoBaseError, OSError, SideError.
    """
    meter.stage("checking out both sides")
    began = time.monotonic()
    with (
        checked_out(request.repository, request.base, request.head) as trees,
        chosen_cores() as cores,
    ):
        experiment = begin(request, trees, cores, meter.stage, began)
        try:
            screen_and_confirm(request, experiment, meter)
        except KeyboardInterrupt:
            keep(judged(recorded(request, experiment, "partial")))
            raise
        return judged(recorded(request, experiment, "complete"))


def begin(
    request: Request, trees: Trees, cores: Cores, progress: Progress, began: float
) -> Experiment:
    """Everything up to the first sample; `began` is when the clock of the run was started."""
    environment = environment_facts(trees.folder)
    seed = secrets.randbelow(2**31)
    interpreters = pythons(trees, request.out / "environments", progress)
    for role, folder in request.built.items():
        builds.placed(folder, trees.of(role))
    sides = places(trees, interpreters, ("base", "head"), hash_seed=seed, padding=0)
    for file in {target.source for target in request.targets if target.kind == "callable"}:
        for side in sides.values():
            cases_file.copied(Path(file), side.tree)
    progress("checking every case on both sides")
    refused = different_definitions(
        sides, request.targets, request.implementations, request.matches
    )
    names = {refusal.id for refusal in refused}
    left = [target for target in request.targets if target.id not in names]
    found = check_sides(sides, cores, [*left, *CONTROLS], refused, request.repository.folder)
    trees.copy_base()
    return Experiment(
        trees=trees,
        pythons=interpreters,
        settings=request.settings,
        cores=cores,
        seed=seed,
        progress=progress,
        began=began,
        environment=environment,
        preflight=found,
        compared=comparison_plan(found, request.settings),
        refused=[_accepted(refusal, request) for refusal in found.refused],
    )


def screen_and_confirm(
    request: Request, experiment: Experiment, meter: Meter | None = None
) -> None:
    """Two looks at the data, and no others; none when a case failed, which decides already."""
    meter = meter or Meter(0.0)
    cases = [case.id for case in experiment.compared if case.kind == "case"]
    if not cases or any(refusal.trouble == "failed" for refusal in experiment.refused):
        return
    settings = request.settings
    restarts(experiment, meter, "screen", cases, settings.screening_restarts)
    candidates = to_confirm(recorded(request, experiment, "partial"))
    if candidates:
        restarts(experiment, meter, "confirm", candidates, settings.confirming_restarts)


def recorded(request: Request, experiment: Experiment, status: str) -> RegressionRun:
    """What is stored; without a verdict yet."""
    created = datetime.now(UTC)
    return RegressionRun(
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
        counters=list(experiment.preflight.counters),
        restarts=experiment.restarts,
        verdict=None,
    )


def judged(run: RegressionRun) -> RegressionRun:
    """With its verdict."""
    return run.model_copy(update={"verdict": judge(run)})


def _accepted(refusal: Refusal, request: Request) -> Refusal:
    accepted = refusal.trouble != "failed" and request.accepts(refusal.id)
    return refusal.model_copy(update={"accepted": accepted})

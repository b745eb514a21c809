"""From the words of the command line to an order: which cells, of which implementations."""

import fnmatch
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from propbench.bench import grid
from propbench.bench.cases import is_ceiling
from propbench.bench.claims.runs import training_plan as claims
from propbench.bench.claims.runs.training_plan import TrainingPlan
from propbench.bench.costs import stage as costs
from propbench.bench.cutting import TRAINING, Predicted, within_budget
from propbench.bench.descriptions import Described, Description, describe
from propbench.bench.exits import UsageError
from propbench.bench.gauge import interpreter_factor
from propbench.bench.order import Order
from propbench.bench.plan import Plan, make_plan
from propbench.bench.results import RunRecord

LONGEST_NAME = 40
"""It is part of every case's name, which has room for 200 characters."""


def resolve(
    profile_name: str,
    chosen: Sequence[str] | None,
    pattern: str | None,
    budget_s: float | None = None,
    begun: RunRecord | None = None,
    *,
    train: bool = False,
) -> Order:
    """What `--profile`, `--impl` and `--cases` ask for; everything where nothing is chosen.

    Where something is chosen, networks are trained for the claims only if `train` asks for it.
    What does not fit the budget is cut, but for cells that a pattern chose. A run that has begun
    keeps its cases.
    Raises UsageError on what does not exist, and where nothing is left to measure.
    """
    profile = grid.profile_named(profile_name)
    usable, missing = installed(describe(chosen))
    present = list(usable.values())
    trained = claims.planned(profile.name) if train or not (pattern or chosen) else None
    beside = None if pattern else costs.plan(profile, usable)
    cases = _matching(grid.select(profile, present), pattern)

    def planned(speed: float) -> Plan:
        predicted = partial(
            make_plan, implementations=present, costs=beside, speed=speed, budget_s=budget_s
        )
        if begun is not None:
            return _begun(begun, predicted, profile, cases, trained)
        if pattern is not None:
            return predicted(profile, cases, claims=trained)
        return within_budget(profile, present, trained, predicted)

    return Order(
        profile=profile,
        specifiers=tuple(usable),
        implementations=tuple(present),
        missing=missing,
        filtered=bool(pattern or chosen),
        costs=beside,
        plan=planned(interpreter_factor()),
        command=f"make bench PROFILE={profile.name}",
        planned=planned,
    )


def _begun(
    record: RunRecord,
    predicted: Predicted,
    profile: grid.Profile,
    cases: Sequence[grid.Case],
    trained: TrainingPlan | None,
) -> Plan:
    """The plan of a run that has begun: what it left out stays left out."""
    known = {case.id for case in record.cases}
    if trained:
        trained = replace(trained, afresh=TRAINING not in record.cut)
    plan = predicted(profile, [case for case in cases if case.id in known], claims=trained)
    return replace(plan, cut=tuple(record.cut))


def installed(
    loaded: dict[str, Description],
) -> tuple[dict[str, Description], dict[str, str]]:
    """Those that can be timed, by name on the command line, and why the others cannot, by name."""
    _require_names_apart(list(loaded.values()))
    usable = {specifier: impl for specifier, impl in loaded.items() if not impl.missing}
    missing = {
        impl.name: f"{', '.join(impl.missing)} not installed"
        for impl in loaded.values()
        if impl.missing
    }
    if not usable:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in missing.items())
        raise UsageError(f"nothing to measure: {reasons}")
    return usable, missing


def _require_names_apart(implementations: Sequence[Described]) -> None:
    names = [impl.name for impl in implementations]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"--impl: two are called {name!r}; rename one of the folders")
        if is_ceiling(name) or len(name) > LONGEST_NAME:
            raise UsageError(
                f"--impl: {name!r} is a ceiling's name, or longer than {LONGEST_NAME} "
                "characters; rename the folder"
            )


def _matching(cases: list[grid.Case], pattern: str | None) -> list[grid.Case]:
    chosen = [case for case in cases if pattern is None or fnmatch.fnmatch(case.id, pattern)]
    if not chosen:
        known = "\n  ".join(case.id for case in cases[:: max(1, len(cases) // 8)])
        raise UsageError(
            f"no whole case id matches {pattern!r}, where * is any text; some of the {len(cases)}:"
            f"\n  {known}"
        )
    return chosen

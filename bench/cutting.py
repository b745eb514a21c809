"""What a run leaves out so that it keeps its budget, in a declared order.

Restarts go first: `Plan.processes` counts those that fit. Then libraries that compile each case for
seconds, and what other libraries do beyond the headline: they are anchors from outside. Then slices
of the profile, from its last one to those of its core; then the training of networks for which
shipped runs can stand; then further slices. The first slice has the headline, and stays.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from propbench.bench import grid
from propbench.bench.cases import Case, Profile
from propbench.bench.claims.runs.training_plan import TrainingPlan
from propbench.bench.descriptions import Described
from propbench.bench.families import rates
from propbench.bench.plan import Plan

TRAINING = "training networks for the claims: shipped runs stand for it"

LONG_S = 1.0
"""Whoever compiles a case for longer is left out first, of the libraries."""

WORTH_CUTTING = 0.7
"""A plan that breaks its budget anyway gives up answers only for such a part of its time."""

Predicted = Callable[..., Plan]
"""`make_plan` but for the profile, the cases and the claims."""


def within_budget(
    profile: Profile,
    implementations: Sequence[Described],
    claims: TrainingPlan | None,
    predicted: Predicted,
) -> Plan:
    """The first plan that fits, with as little cut as that takes.

    Where none fits, the shortest, or all of it where cutting would save little.
    """
    plans = [
        replace(predicted(less.profile, less.cases(implementations), claims=less.claims), cut=cut)
        for less, cut in _ever_less(profile, implementations, claims)
    ]
    whole, shortest = plans[0], plans[-1]
    least = shortest if shortest.total_s <= WORTH_CUTTING * whole.total_s else whole
    return next((plan for plan in plans if plan.fits), least)


@dataclass(frozen=True)
class _Less:
    """What is left to do; libraries are `brief` that do the headline alone, `without` no case."""

    profile: Profile
    claims: TrainingPlan | None
    without: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()

    def cases(self, implementations: Sequence[Described]) -> list[Case]:
        return [
            case
            for case in grid.select(self.profile, implementations)
            if case.implementation not in self.without
            and (case.implementation not in self.brief or grid.is_headline(case))
        ]


def _ever_less(
    profile: Profile, implementations: Sequence[Described], claims: TrainingPlan | None
) -> Iterator[tuple[_Less, tuple[str, ...]]]:
    """What is left to do, and the words for what is not."""
    less, cut = _Less(profile, claims), tuple[str, ...]()
    yield less, cut
    libraries = {each.name: rates(each) for each in implementations if not rates(each).ours}
    slow = tuple(name for name, own in libraries.items() if own.compile_s > LONG_S)
    brief = tuple(name for name in libraries if name not in slow)
    if slow:
        less, cut = replace(less, without=slow), (*cut, f"{', '.join(slow)}: slow to compile")
        yield less, cut
    if brief:
        less, cut = replace(less, brief=brief), (*cut, f"{', '.join(brief)} beyond the headline")
        yield less, cut
    for n in range(len(profile.slices) - 1, 0, -1):
        if less.claims and less.claims.trains and n < profile.core:
            less = replace(less, claims=replace(less.claims, afresh=False))
            cut = (*cut, TRAINING)
            yield replace(less, profile=replace(profile, slices=profile.slices[: n + 1])), cut
        cut = (*cut, profile.slices[n].words)
        yield replace(less, profile=replace(profile, slices=profile.slices[:n])), cut

"""What a run leaves out so that it keeps its budget, in a declared order.

Restarts go first: `Plan.processes` counts those that fit. Then slices of the profile, from its last
one to those of its core; then the training of networks for which shipped runs can stand; then
further slices. The first slice has the headline, and stays.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from propbench.bench import grid
from propbench.bench.cases import Profile
from propbench.bench.claims.runs.training_plan import TrainingPlan
from propbench.bench.descriptions import Described
from propbench.bench.plan import Plan

TRAINING = "training networks for the claims: shipped runs stand for it"

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
        replace(predicted(less, grid.select(less, implementations), claims=trained), cut=cut)
        for less, trained, cut in _ever_less(profile, claims)
    ]
    whole, shortest = plans[0], plans[-1]
    least = shortest if shortest.total_s <= WORTH_CUTTING * whole.total_s else whole
    return next((plan for plan in plans if plan.fits), least)


def _ever_less(
    profile: Profile, claims: TrainingPlan | None
) -> Iterator[tuple[Profile, TrainingPlan | None, tuple[str, ...]]]:
    """What is left to do, and the words for what is not."""
    cut: tuple[str, ...] = ()
    yield profile, claims, cut
    for n in range(len(profile.slices) - 1, 0, -1):
        if claims and claims.trains and n < profile.core:
            claims, cut = replace(claims, afresh=False), (*cut, TRAINING)
            yield replace(profile, slices=profile.slices[: n + 1]), claims, cut
        cut = (*cut, profile.slices[n].words)
        yield replace(profile, slices=profile.slices[:n]), claims, cut

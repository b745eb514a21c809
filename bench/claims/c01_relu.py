"""C1: does ReLU train faster than sigmoid, and because the sigmoid's gradient vanishes?"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bench.claims.comparing import Comparison, compare, conclude, corrected
from bench.claims.evidence import Evidence
from bench.claims.experiments.gradients import layer_norms
from bench.claims.fields import PLANE, TIMED, plane, timed, where
from bench.claims.registration import Cell, Forecast, Part, Registration
from bench.claims.verdicts import Finding, verdict
from bench.claims.words import by_level, ratio_words, tally
from bench.convergence.arms import RELU, SIGMOID, Arm
from bench.convergence.races import Finish, Race
from bench.convergence.rulesets import R0, R1, RULESETS
from bench.convergence.variants.variant import Variant
from bench.numbers import percent
from bench.results import Observation
from bench.statistics import Interval

REGISTRATION = Registration(
    id="C1",
    title="ReLU trains faster than sigmoid",
    taught=(
        "Replacing sigmoid by ReLU made gradient descent faster, because the sigmoid's gradient "
        "goes to 0 while ReLU's stays 1."
    ),
    rule=(
        "Effect: in at least 80 % of the cells (task, depth, ruleset) sigmoid takes more than 1.25 "
        "times as many iterations as ReLU to the headline target, and in none fewer than 1 / 1.25. "
        "Cause: wherever the effect is found under R1, restoring the scale of sigmoid's gradient "
        "removes at least 80 % of the logarithm of the gap (at most 20 % contradicts), and taking "
        "ReLU's gradient away slows it by more than 1.25 times."
    ),
    forecast=Forecast(
        "Supported with one course-style learning rate for all, mostly as a bound; growing with "
        "depth where each is tuned from its textbook initialisation; small at one hidden layer "
        "where initialisation is tuned too. The cause holds where networks are deep, not where "
        "they are shallow, so the claim depends on depth and initialisation.",
        {"supported": 0.2, "not supported": 0.05, "depends": 0.7, "inconclusive": 0.05},
    ),
)

_DEPTHS = (1, 2, 4, 8)

_RESCUES = (
    Arm("four_times_glorot", "sigmoid", "glorot_4x"),
    Arm("slope_one", "sigmoid", "glorot", variant=Variant(scale=4, shift=-2)),
    Arm("normalised_gradient", "sigmoid", "glorot", variant=Variant(gradient="normalised")),
    Arm("standardised", "sigmoid", "glorot", variant=Variant(standardise=True)),
)
"""Sigmoid with the scale of its gradient restored, each in another way."""

_PAIR = (SIGMOID, RELU)

_VANISHING = Arm("vanishing_relu", "relu", "he", variant=Variant(vanishing=0.25))
"""ReLU whose gradient shrinks at each hidden layer as the sigmoid's does at best."""


def races(profile: str) -> tuple[Race, ...]:
    if profile == "quick":
        return (timed("shallow", R1),)
    if profile == "standard":
        few = (plane("xor", depth, ruleset) for depth in (1, 2) for ruleset in (R0[-1], R1))
        return (*few, timed("shallow", R1))
    return (*_registered(), *_causes())


def _registered() -> tuple[Race, ...]:
    """The cells of the effect."""
    plain = (
        plane(task, depth, ruleset) for task in PLANE for depth in _DEPTHS for ruleset in RULESETS
    )
    digits = (Race("digits", (64,) * depth, _PAIR, R1, 500) for depth in (1, 4))
    own = (timed(name, ruleset) for name in TIMED for ruleset in (*R0, R1))
    return (*plain, *digits, *own)


def _causes() -> tuple[Race, ...]:
    return tuple(
        Race(task, (16,) * depth, (*_PAIR, *_RESCUES, _VANISHING), R1, budget)
        for task, budget in PLANE.items()
        for depth in (1, 4)
    )


def measure(profile: str) -> Iterable[Observation]:
    """Norms of each layer's gradient at the first step, relative to ReLU's from its own rule."""
    depths = {"quick": (1,), "standard": (1, 4)}.get(profile, (1, 2, 4, 8))
    arms = (SIGMOID, RELU, *(arm for arm in _RESCUES if arm.variant == SIGMOID.variant))
    for depth in depths:
        for arm in arms:
            for layer, norm in enumerate(layer_norms("xor", (16,) * depth, arm), 1):
                yield Observation(
                    claim=REGISTRATION.id,
                    quantity="gradient_norm",
                    factors={"arm": arm.name, "depth": depth, "layer": layer},
                    value=norm,
                )


def measure_here(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """Seconds come from the timing run."""
    return ()


def judge(evidence: Evidence) -> tuple[Part, ...]:
    return (_effect_part(evidence), _cause_part(evidence))


def _effect_part(evidence: Evidence) -> Part:
    question = "Does sigmoid need more iterations than ReLU?"
    found = [
        Comparison(evidence.finishes[race], "sigmoid", "relu", where(race))
        for race in _registered()
        if race in evidence.finishes
    ]
    if not found:
        return Part("effect", question, "No race was run.", "inconclusive")
    result = conclude(found, REGISTRATION.share, REGISTRATION.margin)
    tuned = [cell for cell in result.cells if cell.factors["ruleset"] == R1.name]
    answer = (
        f"Iterations of sigmoid over those of ReLU: {tally(result.cells)}. "
        f"With learning rates tuned (R1) sigmoid needs {by_level(tuned, 'depth')}, "
        "as geometric means over the tasks."
    )
    return Part(
        "effect", question, answer, result.verdict, result.factor, result.cells, result.flips
    )


def _cause_part(evidence: Evidence) -> Part:
    question = "Is it because the sigmoid's gradient vanishes?"
    finishes = [evidence.finishes[race] for race in _causes() if race in evidence.finishes]
    cells = corrected(cell for finish in finishes for cell in _causal(finish))
    series = [
        {"quantity": one.quantity, "value": one.value, **one.factors}
        for one in evidence.values("gradient_norm")
    ]
    if not cells:
        answer = "No race was run, or sigmoid was not behind in any."
        return Part("cause", question, answer, "inconclusive", series=tuple(series))
    result = verdict(cells, REGISTRATION.share)
    answer = (
        f"Of tests of the cause, {tally(cells)}. ReLU with its gradient cut to a quarter at each "
        f"layer: {_lost(cells)}. Of the logarithm of sigmoid's gap, restoring the scale of its "
        f"gradient removes (less than nothing where it does harm): {_removed(cells)}."
    )
    return Part("cause", question, answer, result.word, result.factor or "", cells, tuple(series))


def _causal(finish: Finish) -> list[Cell]:
    """A cell for each rescue, where there is a gap to close, and one for what ReLU loses."""
    where = {"task": finish.race.task, "depth": str(len(finish.race.hidden))}
    gap = compare(finish, "sigmoid", "relu", where)
    cells = [compare(finish, _VANISHING.name, "relu", {**where, "test": _VANISHING.name})]
    if gap.finding == "supports" and gap.ratio is not None:
        cells += [_rescue(finish, arm.name, where, gap.ratio) for arm in _RESCUES]
    return cells


def _lost(cells: Sequence[Cell]) -> str:
    own = ((one, one.ratio) for one in cells if one.factors["test"] == _VANISHING.name)
    return ", ".join(
        f"{ratio_words(ratio)} as many iterations at {_place(one)}" for one, ratio in own if ratio
    )


def _removed(cells: Sequence[Cell]) -> str:
    """For each rescue the shares, in the order of the cells."""
    said = []
    for arm in _RESCUES:
        shares = [
            f"{one.note} at {_place(one)}" for one in cells if one.factors["test"] == arm.name
        ]
        if shares:
            said.append(f"{arm.name} {', '.join(shares)}")
    return "; ".join(said) or "sigmoid had no gap to close"


def _place(cell: Cell) -> str:
    return f"{cell.factors['task']}, depth {cell.factors['depth']}"


def _rescue(finish: Finish, name: str, where: dict[str, str], gap: Interval) -> Cell:
    """Supports where, at the cautious limit, at least 80 % of the gap's logarithm is gone."""
    left = compare(finish, name, "relu", {**where, "test": name})
    assert left.ratio is not None
    whole = math.log(gap.point)
    finding: Finding = "inconclusive"
    if math.log(left.ratio.high) <= 0.2 * whole:
        finding = "supports"
    elif math.log(left.ratio.low) >= 0.8 * whole:
        finding = "contradicts"
    removed = 1 - math.log(left.ratio.point) / whole
    note = percent(removed)
    return replace(left, finding=finding, note=note, p_value=0.0)

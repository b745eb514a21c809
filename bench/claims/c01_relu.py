"""C1: does ReLU train faster than sigmoid, and because the sigmoid's gradient vanishes?"""

from collections.abc import Iterable

from propbench.bench.claims.comparing import Comparison, conclude
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.gradients import layer_norms
from propbench.bench.claims.fields import ALL_RULESETS, PLANE, TIMED, digits, plane, timed, where
from propbench.bench.claims.observed import Factors, observation, rows
from propbench.bench.claims.registration import Forecast, Part, Registration
from propbench.bench.claims.rescues import NORMALISED, RESCUES, VANISHING, cause
from propbench.bench.claims.words import by_level, tally
from propbench.bench.convergence.arms import RELU, SIGMOID
from propbench.bench.convergence.races import Race
from propbench.bench.convergence.rulesets import R0, R1, RULESETS
from propbench.bench.results import Observation

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
    amendments=(ALL_RULESETS, NORMALISED),
)

_DEPTHS = (1, 2, 4, 8)

_PAIR = (SIGMOID, RELU)


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
    classes = (digits(depth, ruleset, _PAIR) for depth in (1, 4) for ruleset in RULESETS)
    own = (timed(name, ruleset) for name in TIMED for ruleset in RULESETS)
    return (*plain, *classes, *own)


def _causes() -> tuple[Race, ...]:
    return tuple(
        Race(task, (16,) * depth, (*_PAIR, *RESCUES, VANISHING), R1, budget)
        for task, budget in PLANE.items()
        for depth in (1, 4)
    )


def measure(profile: str) -> Iterable[Observation]:
    """Norms of each layer's gradient at the first step; ReLU's is what others are held against."""
    depths = {"quick": (1,), "standard": (1, 4)}.get(profile, (1, 2, 4, 8))
    arms = (SIGMOID, RELU, *(arm for arm in RESCUES if arm.variant == SIGMOID.variant))
    for depth in depths:
        for arm in arms:
            for layer, norm in enumerate(layer_norms("xor", (16,) * depth, arm), 1):
                at: Factors = {"arm": arm.name, "depth": depth, "layer": layer}
                yield observation(REGISTRATION.id, "gradient_norm", at, norm)


def measure_here(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """Seconds come from the timing run."""
    return ()


def judge(evidence: Evidence) -> tuple[Part, ...]:
    causes = [evidence.finishes[race] for race in _causes() if race in evidence.finishes]
    norms = rows(evidence, "gradient_norm")
    return (_effect_part(evidence), cause(causes, norms, REGISTRATION.share))


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

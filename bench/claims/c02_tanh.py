"""C2: is tanh better than sigmoid in hidden layers, because it is centred; and at the output?"""

from collections.abc import Iterable
from functools import partial

from propbench.bench.claims.cells import cell_of
from propbench.bench.claims.comparing import Comparison, conclude, corrected
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments import (
    calibration,
    factorial,
    outputs,
    reparametrised,
    tuned,
)
from propbench.bench.claims.fields import ALL_RULESETS, PLANE, TIMED, digits, plane, timed, where
from propbench.bench.claims.observed import rows
from propbench.bench.claims.registration import Forecast, Part, Registration
from propbench.bench.claims.verdicts import SHARE, verdict
from propbench.bench.claims.words import by_level, tally
from propbench.bench.convergence.arms import SIGMOID, TANH
from propbench.bench.convergence.races import Finish, Race
from propbench.bench.convergence.rulesets import R0, R1, RULESETS
from propbench.bench.numbers import power
from propbench.bench.results import Observation

REGISTRATION = Registration(
    id="C2",
    title="tanh is better than sigmoid in hidden layers",
    taught=(
        "tanh is almost always better than sigmoid in hidden layers, because its mean is near 0; "
        "sigmoid is better at a binary output."
    ),
    rule=(
        "Direction: in at least 90 % of the cells (task, depth, ruleset) sigmoid takes more than "
        "1.25 times as many iterations as tanh, and in none fewer than 1 / 1.25. Reason: tanh(z) "
        "is 2 sigmoid(2 z) - 1, so it differs from sigmoid in being centred and in its slope of 1 "
        "at 0. A cell (task, depth) supports when a sigmoid that is only given the slope takes "
        "more than 1.25 times as many iterations as one that is only centred, and centring alone "
        "helps (95 % interval); 80 % of the cells. Output: in 80 % of the cells (task, yardstick, "
        "rival) a tanh output takes more than 1.25 times as many iterations as a sigmoid output, "
        "each with its learning rate tuned."
    ),
    forecast=Forecast(
        "tanh wins wherever anybody arrives. Centring explains it with one hidden layer, the slope "
        "with several. A tanh output read as a probability, with cross-entropy, is the sigmoid of "
        "2 z and no different once tuned; tanh with squared error is slower.",
        {"supported": 0.05, "not supported": 0.05, "depends": 0.85, "inconclusive": 0.05},
    ),
    share=0.9,
    amendments=(ALL_RULESETS,),
)

_DEPTHS = (1, 2, 4)
_RATES = tuple(float(f"{10 ** (k / 2):.3g}") for k in range(-2, 4))
_OUTPUT_BUDGETS = {"xor": 400, "moons": 600, "digits_even": 200}
_OUTPUT_HIDDEN = (16,)
_OUTPUT_FACTORS = ("task", "output", "yardstick")
_SIGMOID_OUTPUT = "sigmoid_cross_entropy"


def races(profile: str) -> tuple[Race, ...]:
    if profile == "quick":
        return (timed("shallow", R1),)
    if profile == "standard":
        own = (plane("xor", depth, ruleset) for depth in (1, 2) for ruleset in (R0[-1], R1))
        return (*own, timed("shallow", R1))
    return (*_direct(), *_factorial())


def _direct() -> tuple[Race, ...]:
    flat = (plane(task, depth, rules) for task in PLANE for depth in _DEPTHS for rules in RULESETS)
    even = (timed(name, rules) for name in TIMED for rules in RULESETS)
    classes = (digits(depth, rules, (SIGMOID, TANH)) for depth in (1, 4) for rules in RULESETS)
    return (*flat, *even, *classes)


def _factorial() -> tuple[Race, ...]:
    flat = (plane(task, depth, R1, factorial.ARMS) for task in PLANE for depth in _DEPTHS)
    digits = (
        Race(task, (16,) * depth, factorial.ARMS, R1, 300)
        for task in ("digits_even", "digits")
        for depth in (1, 4)
    )
    return (*flat, *digits)


def measure(profile: str) -> Iterable[Observation]:
    """Outputs against each other, and how exactly the two networks are one function."""
    for steps in (0, 10):
        for seed in range(5):
            yield Observation(
                claim=REGISTRATION.id,
                quantity="gap",
                factors={"steps": steps, "seed": seed},
                value=reparametrised.gap("xor", 16, seed, steps),
            )
    tasks = {"quick": (), "standard": ("xor",)}.get(profile, tuple(_OUTPUT_BUDGETS))
    for task in tasks:
        for output in outputs.LOG_ODDS:
            yield from _timed_outputs(task, output)


def _timed_outputs(task: str, output: str) -> Iterable[Observation]:
    budget = _OUTPUT_BUDGETS[task]
    train = partial(outputs.iterations, task, _OUTPUT_HIDDEN, output, budget)
    by_yardstick = dict(zip(outputs.YARDSTICKS, tuned.tune(train, _RATES, budget), strict=True))
    where = {"task": task, "output": output}
    for yardstick, runs in by_yardstick.items():
        yield from tuned.observed(REGISTRATION.id, {**where, "yardstick": yardstick}, runs)
    if task in PLANE:
        runs = by_yardstick["errors"]
        yield from calibration.observed(REGISTRATION.id, where, _OUTPUT_HIDDEN, budget, runs)


def measure_here(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """Nothing here depends on the machine."""
    return ()


def judge(evidence: Evidence) -> tuple[Part, ...]:
    return (_direction(evidence), _reason(evidence), _output(evidence))


def _direction(evidence: Evidence) -> Part:
    question = "Does sigmoid need more iterations than tanh in hidden layers?"
    found = [
        Comparison(evidence.finishes[race], "sigmoid", "tanh", where(race))
        for race in _direct()
        if race in evidence.finishes
    ]
    if not found:
        return Part("direction", question, "No race was run.", "inconclusive")
    end = conclude(found, REGISTRATION.share, REGISTRATION.margin)
    answer = (
        f"Iterations of sigmoid over those of tanh: {tally(end.cells)}; "
        f"{by_level(end.cells, 'depth')}."
    )
    return Part("direction", question, answer, end.verdict, end.factor, end.cells, end.flips)


def _reason(evidence: Evidence) -> Part:
    question = "Is it because the activations are centred, more than because of the slope?"
    finishes = [evidence.finishes[race] for race in _factorial() if race in evidence.finishes]
    if not finishes:
        return Part("reason", question, "No race was run.", "inconclusive")
    cells = corrected(factorial.because_centred(one, _setting(one)) for one in finishes)
    result = verdict(cells, SHARE)
    series = [
        *factorial.rows(finishes, "all"),
        *(row for one in finishes for row in factorial.rows([one], one.race.task)),
    ]
    answer = (
        f"Iterations with the slope alone over those with centring alone: {tally(cells)}; "
        f"{by_level(cells, 'depth')}, where more than 1 means that centring does more."
        f"{_matched(evidence)}"
    )
    factor = result.factor or ""
    return Part("reason", question, answer, result.word, factor, cells, tuple(series))


def _matched(evidence: Evidence) -> str:
    """What the two networks can express does not differ."""
    gaps: dict[int, float] = {}
    for one in evidence.values("gap"):
        steps = int(one.factors["steps"])
        gaps[steps] = max(one.value, gaps.get(steps, 0.0))
    said = ", ".join(f"{power(gap)} after {steps} steps" for steps, gap in sorted(gaps.items()))
    if not said:
        return ""
    return (
        " With one hidden layer and matched weights, tanh and sigmoid networks start as the same "
        f"function: their outputs differ by at most {said}."
    )


def _output(evidence: Evidence) -> Part:
    question = "Is a sigmoid better than a tanh at a binary output?"
    arms: dict[tuple[str, str, str], list[Observation]] = {}
    for one in evidence.values("iterations"):
        task, output, yardstick = (str(one.factors[name]) for name in _OUTPUT_FACTORS)
        arms.setdefault((task, yardstick, output), []).append(one)
    entrants = {key: tuned.entrant(observations) for key, observations in arms.items()}
    cells = corrected(
        cell_of(
            entrants[task, yardstick, rival],
            entrants[task, yardstick, _SIGMOID_OUTPUT],
            _OUTPUT_BUDGETS[task],
            {"task": task, "yardstick": yardstick, "rival": rival},
        )
        for task, yardstick, rival in entrants
        if rival != _SIGMOID_OUTPUT
    )
    if not cells:
        return Part("output", question, "Nothing was measured.", "inconclusive")
    result = verdict(cells, SHARE)
    answer = (
        "Iterations with a tanh output over those with a sigmoid output, each at its best learning "
        f"rate: {tally(cells)}; {by_level(cells, 'rival')}.{calibration.in_words(evidence)}"
    )
    series = rows(evidence, *calibration.QUANTITIES)
    return Part("output", question, answer, result.word, result.factor or "", cells, series)


def _setting(finish: Finish) -> dict[str, str]:
    return {"task": finish.race.task, "depth": str(len(finish.race.hidden))}

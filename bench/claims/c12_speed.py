"""C12: do faster computers and better algorithms cut training time, and by how much each?"""

from collections.abc import Iterable, Mapping

from propbench.bench.claims import trial_counts
from propbench.bench.claims.cells import cell_of
from propbench.bench.claims.comparing import compare, headline, times_of
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments.end_to_end import to_target
from propbench.bench.claims.experiments.timed import p_value_of
from propbench.bench.claims.fields import step, timed
from propbench.bench.claims.observed import Factors, observation, part
from propbench.bench.claims.registration import Cell, Forecast, Part, Registration
from propbench.bench.claims.verdicts import SLOWER, finding
from propbench.bench.claims.whole_runs import believed
from propbench.bench.claims.words import ratio_words
from propbench.bench.convergence.arms import RELU, SIGMOID
from propbench.bench.convergence.races import Race
from propbench.bench.convergence.rulesets import R0, R1
from propbench.bench.results import Observation
from propbench.bench.statistics import Interval, process_interval, product

REGISTRATION = Registration(
    id="C12",
    title="Faster computers and algorithms cut training time",
    taught="Faster computers and algorithms cut training time, so more ideas can be tried.",
    rule=(
        "Supported when at least 80 % of the factors (implementation, cores, cost of a step, "
        "iterations, tuning) each cut the time to the target by more than 1.25 times and none "
        "lengthens it. The product is believed where whole training runs, timed directly, take "
        "between 1 / 1.25 and 1.25 times as long as it says."
    ),
    forecast=Forecast(
        "The implementation brings the most by far; the activation brings a few times on a "
        "shallow network, mostly in iterations; a second core brings little at this size.",
        {"supported": 0.35, "not supported": 0.05, "depends": 0.5, "inconclusive": 0.1},
    ),
)

_SLOWEST = "python_loops"
_DIRECT = tuple(
    (name, arm) for name in ("numpy_vectorized", "numba_fused:serial") for arm in (SIGMOID, RELU)
)
"""Run end to end, at rates that suit both: interpreted loops would take minutes."""
_RATES = {"sigmoid": 10.0, "relu": 1.0}
_FEW_SEEDS, _SEEDS = range(2), range(6)

_COURSE = R0[1]

_CHAIN = ("implementation", "cost of a step", "iterations")
"""What total time is made of, from textbook loops with sigmoid to the fastest with ReLU."""


def races(profile: str) -> tuple[Race, ...]:
    tuned = timed("shallow", R1)
    return (tuned,) if profile == "quick" else (tuned, timed("shallow", _COURSE))


def measure(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """Iterations come from races."""
    return ()


def measure_here(profile: str) -> Iterable[Observation]:
    """Whole training runs, in seconds."""
    seeds = _FEW_SEEDS if profile == "quick" else _SEEDS
    for name, arm in _DIRECT:
        for whole in to_target(name, "shallow", arm, _RATES[arm.activation], seeds):
            where: Factors = {
                "implementation": name,
                "activation": arm.activation,
                "seed": whole.seed,
            }
            yield observation(REGISTRATION.id, "direct_iterations", where, whole.iterations)
            yield observation(REGISTRATION.id, "direct_s", where, whole.seconds)


def judge(evidence: Evidence) -> tuple[Part, ...]:
    ways = [(name, arm.activation) for name, arm in _DIRECT]
    return (_factors_part(evidence), believed(evidence, ways, REGISTRATION.share))


def _factors_part(evidence: Evidence) -> Part:
    question = "Which factors cut the time to the target?"
    best = _fastest(evidence)
    cells = _timed_cells(evidence, best) + _raced_cells(evidence)
    ratios = {cell.factors["factor"]: cell.ratio for cell in cells if cell.ratio is not None}
    answer = "; ".join(f"{name} {ratio_words(ratio)}" for name, ratio in ratios.items()) + "."
    chain = [ratios[name] for name in _CHAIN if name in ratios]
    if len(chain) == len(_CHAIN):
        answer += (
            f" From {_SLOWEST} with sigmoid to {best} with ReLU, {', '.join(_CHAIN[:-1])} and "
            f"{_CHAIN[-1]} multiply to {ratio_words(product(chain))}."
        )
    tuned = evidence.finishes.get(timed("shallow", R1))
    if tuned:
        ways = ((_SLOWEST, SIGMOID.name), (best, SIGMOID.name), (best, RELU.name))
        answer += trial_counts.words(tuned, trial_counts.finished_trials(evidence, tuned, ways))
    series: list[Mapping[str, str | float]] = [
        {"factor": name, "ratio": ratio.point, "low": ratio.low, "high": ratio.high}
        for name, ratio in ratios.items()
        if name in _CHAIN
    ]
    return part(("factors", question), cells, answer, REGISTRATION.share, tuple(series))


def _timed_cells(evidence: Evidence, best: str) -> list[Cell]:
    """Factors that are seconds of a step over seconds of a step; the cores by ReLU."""
    slowest, sigmoid, relu = step(_SLOWEST, "sigmoid"), step(best, "sigmoid"), step(best, "relu")
    pairs = {
        "implementation": (slowest.id, sigmoid.id),
        "cost of a step": (sigmoid.id, relu.id),
        "cores": (relu.id, _on_all_cores(evidence, best)),
    }
    ratios = {name: evidence.seconds_ratio(*pair) for name, pair in pairs.items()}
    return [_timed_cell(name, ratio) for name, ratio in ratios.items() if ratio is not None]


def _on_all_cores(evidence: Evidence, best: str) -> str:
    """The step of its configuration for all cores; empty where none was timed.

    How many cores that are is for the machine that was timed to say: another one may be judging.
    """
    stem = step(best.replace(":serial", ":parallel"), "relu").id.removesuffix("1t")
    own = (case for case in evidence.seconds if case.startswith(stem) and case.endswith("-open"))
    return next(own, "")


def _timed_cell(name: str, ratio: Interval) -> Cell:
    found = finding(ratio)
    return Cell({"factor": name}, found, ratio, p_value=p_value_of(ratio, found, SLOWER))


def _raced_cells(evidence: Evidence) -> list[Cell]:
    """Factors that are iterations over iterations: of the activation, and of tuning ReLU's rate.

    Untuned is ReLU with the rate and the weights of `_COURSE`.
    """
    tuned, course = (evidence.finishes.get(timed("shallow", rules)) for rules in (R1, _COURSE))
    cells = []
    if tuned:
        cells.append(compare(tuned, SIGMOID.name, RELU.name, {"factor": "iterations"}))
    if tuned and course:
        place, budget = headline(tuned), tuned.race.max_iterations
        slow, fast = (times_of(one.entrants[RELU.name], place) for one in (course, tuned))
        cells.append(cell_of(slow, fast, budget, {"factor": "tuning"}))
    return cells


def _fastest(evidence: Evidence) -> str:
    """Of one thread, where both activations were timed; the textbook loops where none was."""
    best, least = _SLOWEST, float("inf")
    suffix = f"-{step('', 'relu').id}"
    for case, seconds in evidence.seconds.items():
        name = case.removesuffix(suffix)
        if name != case and step(name, "sigmoid").id in evidence.seconds:
            middle = process_interval(list(seconds.values())).point
            best, least = (name, middle) if middle < least else (best, least)
    return best

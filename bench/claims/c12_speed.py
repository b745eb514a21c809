"""C12: do faster computers and better algorithms cut training time, and by how much each?"""

from collections.abc import Iterable, Mapping, Sequence

from bench.claims.cells import cell_of
from bench.claims.comparing import compare, headline, times_of
from bench.claims.evidence import Evidence
from bench.claims.experiments.end_to_end import to_target
from bench.claims.fields import step, timed
from bench.claims.registration import Cell, Forecast, Part, Registration
from bench.claims.verdicts import finding, verdict
from bench.claims.words import ratio_words
from bench.convergence.arms import RELU, SIGMOID
from bench.convergence.races import Race
from bench.convergence.rulesets import R0, R1
from bench.environment import usable_cores
from bench.results import Observation
from bench.statistics import Interval, process_interval, product

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
_DIRECT = {"numpy_vectorized": (SIGMOID, RELU), "numba_fused:serial": (SIGMOID, RELU)}
"""Run end to end, at rates that suit both: interpreted loops would take minutes."""
_RATES = {"sigmoid": 10.0, "relu": 1.0}
_FEW_SEEDS, _SEEDS = range(2), range(6)

_COURSE = R0[1]


def races(profile: str) -> tuple[Race, ...]:
    tuned = timed("shallow", R1)
    return (tuned,) if profile == "quick" else (tuned, timed("shallow", _COURSE))


def measure(profile: str) -> Iterable[Observation]:  # noqa: ARG001
    """Iterations come from races."""
    return ()


def measure_here(profile: str) -> Iterable[Observation]:
    """Whole training runs, in seconds."""
    seeds = _FEW_SEEDS if profile == "quick" else _SEEDS
    for name, arms in _DIRECT.items():
        for arm in arms:
            for whole in to_target(name, "shallow", arm, _RATES[arm.activation], seeds):
                where: Mapping[str, str | int | float] = {
                    "implementation": name,
                    "activation": arm.activation,
                    "seed": whole.seed,
                }
                for quantity, value in (("iterations", whole.iterations), ("s", whole.seconds)):
                    yield Observation(
                        claim=REGISTRATION.id,
                        quantity=f"direct_{quantity}",
                        factors=dict(where),
                        value=float(value),
                    )


def judge(evidence: Evidence) -> tuple[Part, ...]:
    return (_factors_part(evidence), _product_part(evidence))


def decomposition(evidence: Evidence) -> dict[str, Interval]:
    """From textbook loops with sigmoid to the best implementation with ReLU, factor by factor.

    What was not measured is left out.
    """
    best = _fastest(evidence)
    found = {
        "implementation": evidence.seconds_ratio(
            step(_SLOWEST, "sigmoid").id, step(best, "sigmoid").id
        ),
        "cost of a step": evidence.seconds_ratio(step(best, "sigmoid").id, step(best, "relu").id),
        "iterations": _iterations(evidence, timed("shallow", R1)),
    }
    return {name: ratio for name, ratio in found.items() if ratio is not None}


def _factors_part(evidence: Evidence) -> Part:
    question = "Which factors cut the time to the target?"
    parts = decomposition(evidence)
    best, cores = _fastest(evidence), usable_cores()
    others = {"cores": _cores(evidence, best, cores), "tuning": _tuning(evidence)}
    known = {**parts, **{name: ratio for name, ratio in others.items() if ratio is not None}}
    cells = tuple(Cell({"factor": name}, finding(ratio), ratio) for name, ratio in known.items())
    if not cells:
        return Part("factors", question, "Nothing was timed or raced.", "inconclusive")
    answer = "; ".join(f"{name} {ratio_words(ratio)}" for name, ratio in known.items()) + "."
    if len(parts) == 3:
        whole = product(list(parts.values()))
        answer += (
            f" From {_SLOWEST} with sigmoid to {best} with ReLU, implementation, cost of a step "
            f"and iterations multiply to {ratio_words(whole)}."
        )
    result = verdict(cells, REGISTRATION.share)
    series: list[Mapping[str, str | float]] = [
        {"factor": name, "ratio": ratio.point, "low": ratio.low, "high": ratio.high}
        for name, ratio in parts.items()
    ]
    return Part("factors", question, answer, result.word, result.factor or "", cells, tuple(series))


def _product_part(evidence: Evidence) -> Part:
    """Whether seconds of a step times iterations is what training takes."""
    question = "Is the product of iterations and seconds per step what training really takes?"
    cells = tuple(
        cell
        for name, arms in _DIRECT.items()
        for arm in arms
        for cell in _direct(evidence, name, arm.activation)
    )
    if not cells:
        return Part("product", question, "No whole training run was timed.", "inconclusive")
    result = verdict(cells, REGISTRATION.share)
    said = "; ".join(
        f"{cell.factors['implementation']} with {cell.factors['activation']} "
        f"{ratio_words(cell.ratio)}"
        for cell in cells
        if cell.ratio is not None
    )
    answer = f"Seconds of whole runs over the product: {said}."
    return Part("product", question, answer, result.word, result.factor or "", cells)


def _direct(evidence: Evidence, name: str, activation: str) -> Iterable[Cell]:
    step_s = evidence.seconds.get(step(name, activation).id)
    where = {"implementation": name, "activation": activation}
    iterations = _by_seed(evidence.values("direct_iterations"), where)
    seconds = _by_seed(evidence.values("direct_s"), where)
    if not step_s or not seconds:
        return
    per_step = process_interval(list(step_s.values()))
    ratios = [seconds[seed] / (iterations[seed] * per_step.point) for seed in seconds]
    spread = Interval(
        1.0, per_step.low / per_step.point, per_step.high / per_step.point, 1, "range"
    )
    ratio = product([process_interval(ratios), spread])
    agrees = finding(ratio) == "equivalent"
    apart = finding(ratio) in ("supports", "contradicts")
    yield Cell(where, "supports" if agrees else "contradicts" if apart else "inconclusive", ratio)


def _by_seed(values: Sequence[Observation], where: Mapping[str, str]) -> dict[object, float]:
    return {
        one.factors["seed"]: one.value for one in values if where.items() <= one.factors.items()
    }


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


def _iterations(evidence: Evidence, race: Race) -> Interval | None:
    if race not in evidence.finishes:
        return None
    return compare(evidence.finishes[race], "sigmoid", "relu", {}).ratio


def _cores(evidence: Evidence, best: str, cores: int) -> Interval | None:
    """One thread over all cores, for the configuration of the best implementation that has both."""
    parallel = best.replace(":serial", ":parallel")
    return evidence.seconds_ratio(step(best, "relu").id, step(parallel, "relu", threads=cores).id)


def _tuning(evidence: Evidence) -> Interval | None:
    """ReLU at the course's 0.1 and 0.01 over ReLU tuned."""
    fixed, tuned = timed("shallow", _COURSE), timed("shallow", R1)
    if not {fixed, tuned} <= evidence.finishes.keys():
        return None
    place = headline(evidence.finishes[tuned])
    slow, fast = (evidence.finishes[race].entrants["relu"] for race in (fixed, tuned))
    return cell_of(times_of(slow, place), times_of(fast, place), tuned.max_iterations, {}).ratio

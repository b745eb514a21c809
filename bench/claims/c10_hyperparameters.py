"""C10: are hyperparameters found by trying, and do the best change with the infrastructure?"""

from collections.abc import Iterable
from dataclasses import asdict
from itertools import product
from statistics import fmean

from propbench.bench.claims.cells import cell_of
from propbench.bench.claims.comparing import corrected
from propbench.bench.claims.evidence import Evidence
from propbench.bench.claims.experiments import rule, transfer, tuned
from propbench.bench.claims.experiments.minibatch import Setting, iterations, iterations_in
from propbench.bench.claims.experiments.steptimes import infrastructures, seconds
from propbench.bench.claims.experiments.stress import Field
from propbench.bench.claims.experiments.surface import surface
from propbench.bench.claims.registration import Forecast, Part, Registration
from propbench.bench.claims.verdicts import Cell, finding, verdict
from propbench.bench.claims.words import by_level, tally
from propbench.bench.convergence.arms import RELU, TANH
from propbench.bench.convergence.races import Race
from propbench.bench.results import Observation
from propbench.bench.statistics import Interval

REGISTRATION = Registration(
    id="C10",
    title="Hyperparameters are found by trying, on each infrastructure anew",
    taught=(
        "Hyperparameters (learning rate, iterations, layers, units, activation) are found by "
        "trying; the best values change with the infrastructure."
    ),
    rule=(
        "Regret is the cost on one infrastructure of using the best values of another: the time to "
        "the target with them over the time with its own. A cell, a pair of infrastructures, "
        "supports when the regret is over 1.25 (95 % interval); 80 % of the cells. Seconds: times "
        "are iterations times this machine's seconds of a step. Iterations: a cell is a setting "
        "on one infrastructure, its ratio the iterations there over those of the reference, whose "
        "best values are therefore its own; it is equivalent within 1.25. Trying: a cell supports "
        "when a learning rate by rule (1 or 2 over the largest curvature at the start) takes more "
        "than 1.25 times as many iterations as the best of a search."
    ),
    forecast=Forecast(
        "Counted in iterations the best values are the same everywhere. Counted in seconds batch "
        "size and width move between pure Python and compiled or vectorised code, less between the "
        "latter. The rule gives a rate within a small factor of the best, and still loses time.",
        {"supported": 0.05, "not supported": 0.05, "depends": 0.85, "inconclusive": 0.05},
    ),
)

_RATES = (1.0, 3.16, 10.0)
_SETTINGS = tuple(
    Setting(batch, width, depth, activation)
    for width, depth, batch, activation in product((8, 32), (1, 2), (10, 50, 200), ("tanh", "relu"))
)
_REFERENCE = "NumPy"
_SMALL = _SETTINGS[:6]
"""The narrow networks of one hidden layer."""

_REPEATS = {"quick": 4, "standard": 6, "full": 12}
_RULE_FIELDS = tuple(
    (Field(task, (16,) * depth, 400), arm)
    for task, depth, arm in product(("xor", "moons"), (1, 4), (TANH, RELU))
)
_ALIKE = ((Setting(50, 8, 1, "relu"), 3.16), (Setting(200, 8, 1, "tanh"), 3.16))
"""Small enough to be trained by pure Python as well, each at a rate at which it arrives."""
_ALIKE_SEEDS = range(3)


def races(profile: str) -> tuple[Race, ...]:  # noqa: ARG001
    """No race has batches."""
    return ()


def measure(profile: str) -> Iterable[Observation]:
    """Iterations of every setting of the grid, and of rates by rule and by search."""
    if profile == "quick":
        return
    for setting in _SETTINGS if profile == "full" else _SMALL:
        seeds = (*tuned.TUNING_SEEDS, *tuned.REPORTING_SEEDS)
        found = iterations(setting, _RATES, seeds)
        runs = [(rate, seed) for rate in _RATES for seed in seeds]
        by_run = dict(zip(runs, found.ravel().tolist(), strict=True))
        yield from tuned.observed(REGISTRATION.id, {"by": "grid", **asdict(setting)}, by_run)
    for field, arm in _RULE_FIELDS if profile == "full" else ():
        yield from rule.observed(REGISTRATION.id, field, arm)


def measure_here(profile: str) -> Iterable[Observation]:
    """Seconds of a step, and iterations when each implementation does the steps."""
    settings = _SMALL if profile == "quick" else _SETTINGS
    for name, setting, repeat, value in seconds(settings, _REPEATS[profile]):
        where = {"infrastructure": name, "repeat": repeat, **asdict(setting)}
        yield Observation(claim=REGISTRATION.id, quantity="seconds", factors=where, value=value)
    for name, (implementation, _) in infrastructures().items():
        for setting, rate in _ALIKE[:1] if profile == "quick" else _ALIKE:
            for seed in _ALIKE_SEEDS:
                yield Observation(
                    claim=REGISTRATION.id,
                    quantity="same_run",
                    factors={"infrastructure": name, "seed": seed, **asdict(setting)},
                    value=iterations_in(implementation, setting, rate, seed),
                )


def judge(evidence: Evidence) -> tuple[Part, ...]:
    return (_in_seconds(evidence), _in_iterations(evidence), _by_trying(evidence))


def _in_seconds(evidence: Evidence) -> Part:
    question = "Counted in seconds, do the best values change with the infrastructure?"
    by_grid = (one for one in evidence.values("iterations") if one.factors["by"] == "grid")
    measured = surface(by_grid, evidence.values("seconds"))
    if measured is None:
        return Part("seconds", question, "Nothing was measured.", "inconclusive")
    cells = corrected(transfer.regrets(measured))
    result = verdict(cells, REGISTRATION.share)
    bests = {name: transfer.best(measured, name) for name in measured.seconds}
    said = "; ".join(f"{name}: {candidate}" for name, candidate in bests.items())
    answer = (
        "Time to the target with another infrastructure's best values over that with one's own: "
        f"{tally(cells)}; {by_level(cells, 'used on')}. Best are, for {said}."
    )
    series = tuple(
        {"infrastructure": name, "rate": one.rate, **asdict(one.setting)}
        for name, one in bests.items()
    )
    return Part("seconds", question, answer, result.word, result.factor or "", cells, series)


def _in_iterations(evidence: Evidence) -> Part:
    question = "Counted in iterations, do the best values change with the infrastructure?"
    runs: dict[tuple[str, str], dict[int, float]] = {}
    for one in evidence.values("same_run"):
        setting = f"batches of {one.factors['batch']}, {one.factors['activation']}"
        key = str(one.factors["infrastructure"]), setting
        runs.setdefault(key, {})[int(one.factors["seed"])] = one.value
    cells = tuple(
        _same(found, runs[_REFERENCE, setting], {"infrastructure": name, "setting": setting})
        for (name, setting), found in runs.items()
        if name != _REFERENCE
    )
    if not cells:
        return Part("iterations", question, "Nothing was measured.", "inconclusive")
    result = verdict(cells, REGISTRATION.share)
    equal = sum(found == runs[_REFERENCE, key[1]] for key, found in runs.items()) - len(
        {setting for _, setting in runs}
    )
    answer = (
        f"In {equal} of {len(cells)} comparisons every seed takes exactly as many iterations on "
        f"the other infrastructure as on {_REFERENCE}: {tally(cells)}. What takes as many "
        "iterations everywhere is best everywhere."
    )
    return Part("iterations", question, answer, result.word, result.factor or "", cells)


def _same(found: dict[int, float], reference: dict[int, float], factors: dict[str, str]) -> Cell:
    """No chance in it: the extremes of the ratios, seed by seed."""
    ratios = [found[seed] / reference[seed] for seed in sorted(found)]
    mean = fmean(found.values()) / fmean(reference.values())
    ratio = Interval(mean, min(ratios), max(ratios), len(ratios), "confidence")
    return Cell(factors, finding(ratio), ratio)


def _by_trying(evidence: Evidence) -> Part:
    question = "Does a search find a better learning rate than a rule?"
    runs: dict[tuple[str, ...], dict[str, list[Observation]]] = {}
    for one in evidence.values("iterations"):
        if one.factors["by"] != "grid":
            key = tuple(str(one.factors[name]) for name in rule.FACTORS)
            runs.setdefault(key, {}).setdefault(str(one.factors["by"]), []).append(one)
    cells = corrected(
        cell_of(
            tuned.entrant(arms[name]),
            tuned.entrant(arms[rule.SEARCH]),
            _RULE_FIELDS[0][0].budget,
            {**dict(zip(rule.FACTORS, key, strict=True)), "rule": name},
        )
        for key, arms in runs.items()
        for name in rule.MULTIPLES
    )
    if not cells:
        return Part("trying", question, "Nothing was measured.", "inconclusive")
    result = verdict(cells, REGISTRATION.share)
    answer = (
        f"Iterations with a rate by rule over those with the best of a search: {tally(cells)}; "
        f"{by_level(cells, 'rule')}."
    )
    return Part("trying", question, answer, result.word, result.factor or "", cells)

"""C10: do the best values move with the infrastructure, in seconds or iterations; why try?"""

from collections.abc import Iterator
from dataclasses import asdict
from statistics import fmean

from propbench.bench.claims.c10_hyperparameters import curvature_rule, transfer
from propbench.bench.claims.c10_hyperparameters.experiments import RULE_BUDGET
from propbench.bench.claims.c10_hyperparameters.registration import REGISTRATION
from propbench.bench.claims.c10_hyperparameters.surface import surface
from propbench.bench.claims.referee.answering import Cells, answered
from propbench.bench.claims.referee.arm_comparison import compared
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, finding
from propbench.bench.claims.shared.tuned import arm_of
from propbench.bench.claims.shared.wording import by_level, tally
from propbench.bench.results import Observation
from propbench.bench.statistics import Interval

_REFERENCE = "NumPy"

BySetting = dict[tuple[str, str], dict[int, float]]
"""Iterations by seed, by infrastructure and setting."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return (_in_seconds(evidence), _in_iterations(evidence), _by_trying(evidence))


def _in_seconds(evidence: Evidence) -> Question:
    by_grid = (seen for seen in evidence.values("iterations") if seen.factors["by"] == "grid")
    measured = surface(by_grid, evidence.values("seconds"))
    bests = {name: transfer.best(measured, name) for name in measured.seconds} if measured else {}

    def words(cells: Cells) -> str:
        each = "; ".join(f"{name}: {best}" for name, best in bests.items())
        return (
            "Time to the target with another infrastructure's best values over that with one's "
            f"own: {tally(cells)}; {by_level(cells, 'used on')}. Best are, for {each}."
        )

    return answered(
        ("seconds", "Counted in seconds, do the best values change with the infrastructure?"),
        transfer.regrets(measured) if measured else (),
        words,
        REGISTRATION.share,
        tuple(
            {"infrastructure": name, "rate": best.rate, **asdict(best.setting)}
            for name, best in bests.items()
        ),
    )


def _in_iterations(evidence: Evidence) -> Question:
    runs: BySetting = {}
    for seen in evidence.values("same_run"):
        setting = f"batches of {seen.factors['batch']}, {seen.factors['activation']}"
        key = str(seen.factors["infrastructure"]), setting
        runs.setdefault(key, {})[int(seen.factors["seed"])] = seen.value

    def words(cells: Cells) -> str:
        equal = sum(
            own == runs[_REFERENCE, setting]
            for (name, setting), own in runs.items()
            if name != _REFERENCE
        )
        return (
            f"In {equal} of {len(cells)} comparisons every seed takes exactly as many iterations "
            f"on the other infrastructure as on {_REFERENCE}: {tally(cells)}. What takes as many "
            "iterations everywhere is best everywhere."
        )

    return answered(
        ("iterations", "Counted in iterations, do the best values change with the infrastructure?"),
        _over_reference(runs),
        words,
        REGISTRATION.share,
    )


def _over_reference(runs: BySetting) -> Iterator[ArmComparison]:
    """No chance in it: the extremes of the ratios, seed by seed."""
    for (name, setting), own in runs.items():
        if name != _REFERENCE:
            reference = runs[_REFERENCE, setting]
            ratios = [own[seed] / reference[seed] for seed in sorted(own)]
            mean = fmean(own.values()) / fmean(reference.values())
            ratio = Interval(mean, min(ratios), max(ratios), len(ratios), "confidence")
            factors = {"infrastructure": name, "setting": setting}
            yield ArmComparison(factors, finding(ratio), ratio)


def _by_trying(evidence: Evidence) -> Question:
    return answered(
        ("trying", "Does a search find a better learning rate than a rule?"),
        _rules_over_search(evidence),
        lambda cells: (
            f"Iterations with a rate by rule over those with the best of a search: {tally(cells)}; "
            f"{by_level(cells, 'rule')}."
        ),
        REGISTRATION.share,
    )


def _rules_over_search(evidence: Evidence) -> Iterator[ArmComparison]:
    runs: dict[tuple[str, ...], dict[str, list[Observation]]] = {}
    for seen in evidence.values("iterations"):
        if seen.factors["by"] != "grid":
            key = tuple(str(seen.factors[name]) for name in curvature_rule.FACTORS)
            runs.setdefault(key, {}).setdefault(str(seen.factors["by"]), []).append(seen)
    for key, arms in runs.items():
        searched = arm_of(arms[curvature_rule.SEARCH])
        for name in curvature_rule.MULTIPLES:
            factors = {**dict(zip(curvature_rule.FACTORS, key, strict=True)), "rule": name}
            yield compared(arm_of(arms[name]), searched, RULE_BUDGET, factors)

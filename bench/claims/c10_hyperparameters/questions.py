"""C10: do the best values move with the infrastructure, in seconds or iterations; why try?"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from statistics import fmean

from propbench.bench.claims.c10_hyperparameters import curvature_rule, transfer
from propbench.bench.claims.c10_hyperparameters.experiments import RULE_BUDGET
from propbench.bench.claims.c10_hyperparameters.surface import surface
from propbench.bench.claims.referee.answering import answered
from propbench.bench.claims.referee.comparison import ArmComparison, compared, finding
from propbench.bench.claims.referee.evidence import Evidence
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.words import Word, all_of, where_it_is
from propbench.bench.claims.shared.tuned import arm_of
from propbench.bench.results import Observation
from propbench.bench.statistics import Interval

_REFERENCE = "NumPy"

BySetting = dict[tuple[str, str], dict[int, float]]
"""Iterations by seed, by infrastructure and setting."""


def judge(evidence: Evidence) -> tuple[Question, ...]:
    return (_in_seconds(evidence), _in_iterations(evidence), _by_trying(evidence))


def formula(questions: Mapping[str, Question]) -> Word:
    """They are found by trying, and the best ones change, counted in one way or the other."""
    change = where_it_is(questions[name].word for name in ("seconds", "iterations"))
    return all_of((questions["trying"].word, change))


def _in_seconds(evidence: Evidence) -> Question:
    """The other infrastructures are those that there are and no sample of more, so that an
    estimate is their mean."""
    by_grid = (seen for seen in evidence.values("iterations") if seen.factors["by"] == "grid")
    measured = surface(by_grid, evidence.values("seconds"))
    bests = {name: transfer.best(measured, name) for name in measured.seconds} if measured else {}
    return answered(
        ("seconds", "Counted in seconds, do the best values change with the infrastructure?"),
        transfer.regrets(measured) if measured else (),
        group=lambda comparison: comparison.factors["used on"],
        task="used on",
        series=tuple(
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
    return answered(
        ("iterations", "Counted in iterations, do the best values change with the infrastructure?"),
        _over_reference(runs),
        group=lambda comparison: comparison.factors["infrastructure"],
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
        group=lambda comparison: comparison.factors["rule"],
    )


def _rules_over_search(evidence: Evidence) -> Iterator[ArmComparison]:
    """Each rule over the search, by network: a task with a depth and an activation, over which a
    task is averaged."""
    runs: dict[str, dict[str, list[Observation]]] = {}
    for seen in evidence.values("iterations"):
        if seen.factors["by"] != "grid":
            network = ", ".join(str(seen.factors[name]) for name in curvature_rule.FACTORS)
            runs.setdefault(network, {}).setdefault(str(seen.factors["by"]), []).append(seen)
    for network, arms in runs.items():
        searched = arm_of(arms[curvature_rule.SEARCH])
        for name in curvature_rule.MULTIPLES:
            task = str(arms[name][0].factors["task"])
            where = {"task": task, "network": network, "rule": name}
            yield compared(arm_of(arms[name]).times, searched.times, RULE_BUDGET, where)

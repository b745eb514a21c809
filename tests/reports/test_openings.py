"""Answers in short: every number in them is one of the claim's."""

from collections.abc import Sequence

import pytest

from propbench.bench.claims import all_claims
from propbench.bench.claims.referee.registration import Question
from propbench.bench.claims.referee.verdicts import ArmComparison, Finding
from propbench.bench.numbers import NARROW, percent, times
from propbench.reports.claims import words_of
from tests.reports.synthetic_claims import cell, judgement

CLAIMS = [claim.id for claim in all_claims()]

Row = dict[str, str | float]


def asked(name: str, *cells: ArmComparison, series: Sequence[Row] = ()) -> Question:
    return Question(name, "Is it so?", "Yes.", "supported", "", cells, tuple(series))


def found(name: str, *parts: Question) -> str:
    return " ".join(words_of(name).opening(judgement(*parts, name=name)))


@pytest.mark.parametrize("name", CLAIMS)
def test_nothing_measured_gives_no_answer(name: str) -> None:
    assert found(name) == ""
    empty = ("function", "accuracy", "training", "nonconvex", "linear", "represent", "learn")
    assert found(name, *(asked(one) for one in empty)) == ""


def test_infrastructures_with_the_same_best_values_are_counted() -> None:
    rates = {"Python": 3.0, "NumPy": 10.0, "Numba": 10.0}
    bests: list[Row] = [{"infrastructure": name, "rate": rate} for name, rate in rates.items()]
    words = found("C10", asked("seconds", series=bests))
    assert words.startswith("Counted in seconds, 2 of 3 infrastructures have the same best values.")
    assert "So 2 of 6 comparisons there set values against themselves" in words
    assert found("C10", asked("seconds", series=bests[:2])) == ""


def test_a_linear_network_is_described_by_its_outputs_accuracy_and_training() -> None:
    errors: list[Row] = [
        {"quantity": "collapse_error", "layers": layers, "value": value}
        for layers, value in ((2, 1e-16), (16, 3e-16))
    ]
    accuracy: list[Row] = [
        {"quantity": "accuracy", "task": "xor", "layers": layers, "seed": seed, "value": value}
        for layers, values in ((1, (0.5, 0.6)), (8, (0.5, 0.64)))
        for seed, value in enumerate(values)
    ]
    training = (
        cell(4.0, "contradicts", task="xor", layers="8"),
        cell(0.5, "inconclusive", task="moons", layers="2"),
    )
    words = found(
        "C4",
        asked("function", series=errors),
        asked("accuracy", series=accuracy),
        asked("training", *training),
    )
    assert "up to 16 layers computes what one linear layer does" in words
    assert f"outputs differ by at most 3.0{NARROW}" in words
    assert "to within 2.0 percentage points" in words
    assert f"between {times(0.5)} (moons, 2 layers) and {times(4.0)} (xor, 8 layers)" in words
    assert "1 of these 2 ratios is decided" in words


def test_what_arrived_nowhere_has_no_place_among_the_ratios() -> None:
    training = (
        ArmComparison({"task": "xor", "layers": "8"}, "inconclusive", no_arrivals=True),
        cell(2.0, "inconclusive", task="xor", layers="2"),
    )
    words = found("C4", asked("training", *training))
    assert "layers) as many" in words
    assert "none of these 1 ratios is decided" in words
    assert "8 layers" not in words


def test_squared_error_is_described_by_shape_and_speed() -> None:
    def shape(finding: Finding) -> ArmComparison:
        return ArmComparison({"examples": "cancer"}, finding)

    words = found(
        "C6",
        asked("nonconvex", shape("supports"), shape("equivalent")),
        asked("ordinary", cell(0.5, "contradicts", task="cancer", noise="0.1")),
        asked("linear", *(cell(ratio, task="cancer", goal="own") for ratio in (2.0, 3.0, 9.0))),
    )
    assert words.startswith("In 1 of 2 tests squared error through a sigmoid is not convex")
    assert f"{times(0.5)} (cancer, label noise 0.1)" in words
    assert f"takes {times(3.0)} as many iterations (the median of 3)" in words


def test_learners_are_described_by_who_goes_on_and_who_is_ahead() -> None:
    def curve(learner: str, *errors: float) -> list[Row]:
        return [
            {"quantity": "error", "data": "digits", "learner": learner, "n": n, "value": error}
            for n, error in zip((32.0, 1024.0), errors, strict=True)
        ]

    def going(finding: Finding) -> ArmComparison:
        return ArmComparison({"data": "digits"}, finding)

    words = found(
        "C8",
        asked("linear", going("contradicts"), series=curve("logistic", 0.28, 0.03)),
        asked("kernel", going("supports"), series=curve("rbf_svm", 0.35, 0.02)),
        asked("networks", series=curve("network_256", 0.29, 0.01)),
        asked("ahead", cell(2.0, data="teacher"), cell(0.9, "inconclusive", data="digits")),
    )
    assert words.startswith("Of 2 learning curves of traditional learners 1 are still falling")
    assert f"from {percent(0.28)} to {percent(0.03)} with logistic regression" in words
    assert f"and from {percent(0.29)} to {percent(0.01)} with the largest network" in words
    assert "on 1 of 2 data sets (teacher)" in words


def test_circuits_are_described_by_units_needed_and_by_what_is_learnt() -> None:
    built: list[Row] = [
        {
            **{"quantity": "hidden_units", "units": units, "shape": shape, "bits": bits},
            "value": float(n),
        }
        for units, shape, bits, n in (
            ("AND/OR gates", "one hidden layer", 4, 8),
            ("AND/OR gates", "one hidden layer", 8, 128),
            ("AND/OR gates", "tree", 8, 14),
            ("ReLU units", "one hidden layer", 8, 8),
        )
    ]
    saw: list[Row] = [
        {"quantity": quantity, "layers": layers, "value": value}
        for quantity, layers, value in (
            ("sawtooth_pieces", 2, 4.0),
            ("sawtooth_pieces", 4, 16.0),
            ("sawtooth_units", 2, 4.0),
            ("sawtooth_units", 4, 8.0),
        )
    ]
    grown = (cell(2.0, units="AND/OR gates"), cell(1.0, "equivalent", units="ReLU units"))
    learnt = (cell(0.3, "contradicts", bits="3"), cell(1.0, "inconclusive", bits="4"))
    words = found(
        "C9",
        asked("represent", *grown, series=built),
        asked("separate", series=saw),
        asked("learn", *learnt),
    )
    assert "parity of 8 bits one hidden layer takes 128 AND/OR gates or 8 ReLU units" in words
    assert "only with AND/OR gates does that grow exponentially" in words
    assert "of 16 pieces takes 15 ReLU units in one layer and 8 in 4 layers" in words
    assert "sooner in 0 and later in 1 of 2 comparisons" in words

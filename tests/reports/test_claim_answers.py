"""Answers that have numbers of their own: each of them is one of the claim's."""

from typing import Any

from propbench.bench.claims.referee.registration import Question
from propbench.bench.numbers import NARROW
from propbench.reports.claims import words_of
from tests.reports.synthetic_claims import asked, estimate, judgement

DEPTHS = ("one hidden layer", "2 or 3 hidden layers", "4 to 8 hidden layers")


def answer(name: str, *questions: Question) -> str:
    return words_of(name).answer(judgement(*questions, name=name))


def by_depth(*ratios: float, opening: str = "", ending: str = "") -> list[Any]:
    return [
        estimate("above", (ratio, ratio), f"{opening}{depth}{ending}", answer="yes")
        for depth, ratio in zip(DEPTHS, ratios, strict=False)
    ]


def test_relu_is_answered_by_depth_then_with_its_start_tuned_then_by_its_reason() -> None:
    effect = [
        *by_depth(1.2, 10.0, 19.0, ending=", rate tuned"),
        *by_depth(1.1, 2.0, 4.2, ending=", rate and start tuned"),
    ]
    cause = by_depth(1.5, 2.0, opening="cutting ReLU's gradient, ")
    words = answer("C1", asked("effect", estimates=effect), asked("cause", estimates=cause))
    assert words == (
        "Sigmoid needs 1.20 times as many iterations as ReLU with one hidden layer, 10 times with "
        "two or three and 19 times with four to eight. With a tuned start, sigmoid needs "
        "1.10 times as many iterations as ReLU with one hidden layer, 2.0 times with two or three "
        "and 4.2 times with four to eight. ReLU with a cut gradient needs more iterations than "
        "plain ReLU with one hidden layer and with two or three."
    )


def test_leaky_relu_is_answered_with_what_stays_alive_and_what_arrives() -> None:
    units, runs = (
        [{"quantity": quantity, "arm": arm, "value": value} for arm, value in shares]
        for quantity, shares in (
            ("alive", (("relu", 0.5), ("leaky_relu", 1.0))),
            ("arrived", (("relu", 0.2), ("relu", 0.4), ("leaky_relu", 0.35))),
        )
    )
    words = answer("C3", asked("units", series=units), asked("stress", series=runs))
    assert words == (
        f"Under stress 50{NARROW}% of ReLU's hidden units stay alive and 100{NARROW}% of leaky "
        f"ReLU's; 30{NARROW}% of ReLU's runs arrive and 35{NARROW}% of leaky ReLU's."
    )


def test_circuits_are_answered_with_the_units_that_they_take() -> None:
    saw = [
        {"quantity": quantity, "layers": layers, "value": value}
        for quantity, layers, value in (
            ("sawtooth_pieces", 2, 4.0),
            ("sawtooth_pieces", 4, 16.0),
            ("sawtooth_units", 2, 4.0),
            ("sawtooth_units", 4, 8.0),
        )
    ]
    built = [
        {"quantity": "hidden_units", "units": units, "shape": shape, "bits": bits, "value": n}
        for units, shape, bits, n in (
            ("AND/OR gates", "one hidden layer", 4, 8.0),
            ("AND/OR gates", "one hidden layer", 8, 128.0),
            ("AND/OR gates", "tree", 8, 14.0),
            ("ReLU units", "one hidden layer", 8, 8.0),
        )
    ]
    words = answer(
        "C9",
        asked("separate", series=saw),
        asked("represent", series=built),
        asked("learn", word="false"),
    )
    assert words == (
        "A sawtooth that 8 ReLU units make in many layers takes 15 in one layer. For the parity of "
        "8 bits one hidden layer takes 128 AND/OR gates, but only 8 ReLU units. Gradient descent "
        "learns parity no sooner in the deep network."
    )


def test_training_time_is_answered_with_its_factors_and_by_whole_runs() -> None:
    factors = [
        {"factor": name, "ratio": ratio, "low": ratio, "high": ratio}
        for name, ratio in (("implementation", 994.0), ("cost of a step", 1.19))
    ]
    whole = asked("product", estimates=[estimate("above", (1183.0, 1183.0))], series=factors)
    words = answer("C12", whole, asked("whole_runs", word="true"))
    assert words.startswith(
        "Training with textbook loops and sigmoid takes 1\u202f180 times as long"
    )
    assert words.endswith(
        "That is 994 times by the implementation and 1.19 times by cheaper steps. Whole runs, "
        "timed, take as long as that predicts."
    )
    assert answer("C12", asked("whole_runs", word="true")).startswith("Whole runs as predicted")


def test_values_from_elsewhere_are_told_where_they_cost_time() -> None:
    seconds = [
        estimate("above", (4.0, 4.0), "Python"),
        estimate("not below", (1.1, 1.1), "NumPy"),
    ]
    words = answer("C10", asked("seconds", estimates=seconds))
    assert words.startswith(
        "Counted in seconds, training with the best values of another infrastructure takes 4.0 "
        "times as long as with its own in Python"
    )
    assert words.endswith("lsewhere no difference that matters is proven.")
    alone = answer("C10", asked("seconds", estimates=seconds[1:]))
    assert "NumPy" in alone
    assert "lsewhere" not in alone


def test_learners_are_answered_by_what_more_examples_are_worth() -> None:
    old = [
        estimate("above", (ratio, ratio), name) for name, ratio in (("logistic", 2.0), ("x", 9.0))
    ]
    words = answer(
        "C8",
        asked("traditional", estimates=old),
        asked("networks", estimates=[estimate("above", (3.0, 3.0), "network_256")]),
        asked("ahead", estimates=[estimate("same", (1.0, 1.0, 1.0))]),
    )
    assert words == (
        "All learners improve with more examples. With a tenth of them, logistic regression makes "
        "2.0 times as many errors as with all (1.55 to 2.6) and the largest network 3.0 times. The "
        "best traditional learner makes about as many errors as the largest network (0.92 to 1.09 "
        "times)."
    )

"""ReLU against sigmoid, word for word."""

from dataclasses import replace

from propbench.bench.statistics import Interval, wilson
from propbench.reports.facts.training import TrainingGap
from propbench.reports.sentences import training
from tests.reports.test_sentences import LOSS, TIE, UNSURE, X

GAP = TrainingGap(
    fast="relu",
    slow="sigmoid",
    network="shallow",
    ruleset="R1",
    arrived=(wilson(100, 100), wilson(97, 100)),
    iterations=Interval(2.9, 2.6, 3.2, 100, "confidence"),
    bound="",
    step=Interval(1.08, 1.06, 1.1, 5, "confidence"),
    implementation="numpy_vectorized",
    seconds=Interval(3.13, 2.8, 3.5, 5, "confidence"),
)
DEEP = replace(GAP, network="deep")


def test_a_network_is_a_row_of_iterations_seconds_and_runs_that_finish() -> None:
    assert training.row(GAP) == training.Row(
        "shallow",
        f"2.9{X} fewer (2.6 to 3.2{X})",
        f"3.1{X} faster (2.8 to 3.5{X})",
        "ReLU 100\u202f%, sigmoid 97\u202f%",
    )


def test_each_network_is_answered_in_a_sentence() -> None:
    assert training.in_short([GAP, DEEP]) == (
        "Shallow network: yes, about 2.9 times fewer iterations.",
        "Deep network: yes, about 2.9 times fewer iterations.",
    )
    assert training.in_short([replace(GAP, seconds=TIE, iterations=TIE)]) == (
        "Shallow network: a tie.",
    )
    assert training.in_short([replace(GAP, seconds=UNSURE)]) == (
        "Shallow network: cannot tell in seconds, about 2.9 times fewer iterations.",
    )
    fewer = Interval(1 / 2.9, 1 / 3.2, 1 / 2.6, 100, "confidence")
    assert training.in_short([replace(GAP, seconds=LOSS, iterations=fewer)]) == (
        "Shallow network: no, about 2.9 times more iterations.",
    )
    assert training.in_short([])[0].startswith("Not measured")


def test_ignorance_is_not_called_likeness() -> None:
    unsure = replace(GAP, seconds=UNSURE, iterations=UNSURE)
    assert training.in_short([unsure]) == ("Shallow network: cannot tell.",)
    assert "too noisy" in training.row(unsure).seconds


def test_where_half_of_one_arm_does_not_arrive_ratios_are_bounds() -> None:
    row = training.row(replace(GAP, bound="at least", arrived=(wilson(20, 20), wilson(3, 20))))
    assert row.iterations.startswith(f"at least 2.9{X} fewer")
    assert row.seconds.startswith(f"at least 3.1{X} faster")
    assert row.finish.endswith("sigmoid 15\u202f%")


def test_where_nobody_arrives_or_no_step_was_timed_that_is_said() -> None:
    nobody = training.row(replace(GAP, iterations=None, seconds=None))
    assert (nobody.iterations, nobody.seconds) == ("neither arrives", "not timed")
    untimed = replace(GAP, step=None, seconds=None)
    assert training.row(untimed).seconds == "not timed"
    assert training.in_short([untimed])[0].startswith("Shallow network: yes")


def test_other_rulesets_are_said() -> None:
    assert training.under([replace(GAP, ruleset="R0")]) == (
        "both at the course's learning rate and with its small random weights"
    )
    assert training.under([]) == ""

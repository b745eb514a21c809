"""ReLU against sigmoid, word for word."""

from dataclasses import replace

from propbench.bench.statistics import Interval
from propbench.reports.facts.training import TrainingGap
from propbench.reports.sentences import training
from tests.reports.test_sentences import LOSS, TIE, UNSURE, X

FACTOR = Interval(2.9, 2.6, 3.2, 20, "confidence")
STEP = Interval(1.08, 1.06, 1.1, 5, "confidence")
GAP = TrainingGap(
    fast="relu",
    slow="sigmoid",
    network="shallow",
    ruleset="R1",
    target=0.05,
    m=1000,
    reached=(20, 20),
    runs=(20, 20),
    iterations=FACTOR,
    step=STEP,
    implementation="numpy_vectorized",
    seconds=Interval(3.13, 2.8, 3.5, 5, "confidence"),
)


def test_training_is_said_in_time_and_in_its_two_factors() -> None:
    assert training.big_number(GAP) == f"3.1{X} faster"
    assert training.answer(GAP) == (
        f"ReLU trains 3.1{X} faster (2.8 to 3.5{X}) than sigmoid on the shallow network, "
        "each at the learning rate that suits it best."
    )
    assert training.factors(GAP) == (
        f"ReLU needs 2.9{X} fewer iterations (2.6 to 3.2{X}); in numpy_vectorized a step of "
        f"ReLU is 1.08{X} cheaper (1.06 to 1.10{X}). "
        "Runs that reached loss 0.05: ReLU 20 of 20, sigmoid 20 of 20."
    )


def test_runs_that_never_arrive_are_counted_and_said() -> None:
    for reached, bound in (((20, 3), "is at least this"), ((17, 20), "is at most this")):
        words = training.factors(replace(GAP, reached=reached))
        assert f"sigmoid {reached[1]} of 20. The others count with all the iter" in words
        assert words.endswith(f"so that the ratio {bound}.")


def test_another_ruleset_is_one_line_with_its_bound() -> None:
    ruled = replace(GAP, ruleset="R0 at 0.1")
    line = (
        f"Both at learning rate 0.1, weights randn * 0.01: 2.9{X} fewer iterations (2.6 to 3.2{X});"
        f" with the cost of a step, 3.1{X} faster (2.8 to 3.5{X})."
    )
    assert training.other(ruled) == line
    assert training.other(replace(ruled, reached=(20, 0))) == (
        f"{line} Arrived: ReLU 20 of 20, sigmoid 0 of 20, so that the ratio is at least this."
    )


def test_where_no_run_arrives_nothing_is_compared() -> None:
    nobody = replace(GAP, reached=(0, 0), iterations=None, seconds=None)
    assert training.big_number(nobody) == "cannot tell"
    assert training.answer(nobody).startswith("No run of ReLU or sigmoid reached the target")
    assert training.other(nobody).endswith("no run reached the target.")
    assert training.factors(nobody) == "Runs that reached loss 0.05: ReLU 0 of 20, sigmoid 0 of 20."


def test_ignorance_is_not_called_likeness() -> None:
    unsure = replace(GAP, seconds=UNSURE, iterations=UNSURE)
    assert training.big_number(unsure) == "cannot tell"
    assert training.answer(unsure) == (
        "Too noisy to tell on the shallow network, each at the learning rate that suits it best: "
        f"sigmoid takes 0.500 to 9.0{X} as long as ReLU."
    )
    assert training.factors(unsure).startswith(f"Sigmoid needs 0.500 to 9.0{X} as many iterations")


def test_without_the_cost_of_a_step_only_iterations_are_compared() -> None:
    alone = replace(GAP, step=None, seconds=None)
    assert training.big_number(alone) == f"2.9{X} fewer iterations"
    assert training.answer(alone).startswith(f"ReLU needs 2.9{X} fewer iterations")
    assert training.factors(alone).startswith("What a step of the shallow network costs")
    tie = replace(alone, iterations=TIE)
    assert training.big_number(tie) == "tie"
    assert training.answer(tie).startswith("ReLU and sigmoid need as many iterations: a tie")


def test_a_tie_and_a_loss_in_training_are_said() -> None:
    tie, loss = replace(GAP, seconds=TIE), replace(GAP, seconds=LOSS)
    assert training.answer(tie).startswith("ReLU and sigmoid train equally long")
    assert training.answer(loss).startswith(f"ReLU trains 1.70{X} slower")

"""ReLU against sigmoid, word for word."""

from dataclasses import replace

from bench.statistics import Interval
from reports.facts.training import Comparison
from reports.sentences import training
from tests.reports.test_sentences import LOSS, TIE, X

FACTOR = Interval(2.9, 2.6, 3.2, 20, "confidence")
STEP = Interval(1.08, 1.06, 1.1, 5, "confidence")
COMPARISON = Comparison(
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
    assert training.big_number(COMPARISON) == f"3.1{X} faster"
    assert training.answer(COMPARISON) == (
        f"ReLU trains 3.1{X} faster (2.8 to 3.5{X}) than sigmoid on the shallow network, "
        "each at its own tuned learning rate."
    )
    assert training.factors(COMPARISON) == (
        f"It needs 2.9{X} fewer iterations (2.6 to 3.2{X}); a step is 1.08{X} cheaper "
        f"(1.06 to 1.10{X}) in numpy_vectorized. "
        "Runs that reached loss 0.050: ReLU 20 of 20, sigmoid 20 of 20."
    )


def test_runs_that_never_arrive_are_counted_and_said() -> None:
    censored = replace(COMPARISON, reached=(20, 3))
    assert "sigmoid 3 of 20. The others count with their whole budget" in training.factors(censored)


def test_without_the_cost_of_a_step_only_iterations_are_compared() -> None:
    alone = replace(COMPARISON, step=None, seconds=None)
    assert training.big_number(alone) == f"2.9{X} fewer iterations"
    assert training.answer(alone).startswith(f"ReLU needs 2.9{X} fewer iterations")
    assert training.factors(alone).startswith("The cost of a step was not measured")
    tie = replace(alone, iterations=TIE)
    assert training.big_number(tie) == "tie"
    assert training.answer(tie).startswith("ReLU and sigmoid need as many iterations: a tie")


def test_a_tie_and_a_loss_in_training_are_said() -> None:
    tie, loss = replace(COMPARISON, seconds=TIE), replace(COMPARISON, seconds=LOSS)
    assert training.answer(tie).startswith("ReLU and sigmoid train equally long")
    assert training.answer(loss).startswith(f"ReLU trains 1.70{X} slower")
    assert training.big_number(replace(COMPARISON, seconds=None, iterations=None)) == "not measured"

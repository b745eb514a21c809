"""What costs, ceilings, threads and allocation are said to be, word for word."""

from dataclasses import replace

import pandas as pd
import pytest

from propbench.bench.statistics import BreakEven
from propbench.reports.facts import allocation as allocation_facts
from propbench.reports.facts.ceilings import Machine, Reach
from propbench.reports.facts.compiling import PayBack
from propbench.reports.frame import Frames
from propbench.reports.sentences import allocation, ceilings, compiling, threads
from propbench.reports.text_tables import reach_table
from tests.reports.test_sentences import STANDING, THIN, X

REACH = Reach("deep", "train_step", 1000, "numba_fused", 0.82)
FAR = replace(REACH, network="shallow", m=100, implementation="numpy_inplace", share=0.21)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (BreakEven("calls", 560), f" and pays that back in 7.4{THIN}s of training."),
        (BreakEven("never"), " and never pays that back."),
        (BreakEven("cannot tell"), "; whether it pays that back cannot be told."),
    ],
)
def test_compiling_pays_back_never_or_cannot_tell(answer: BreakEven, words: str) -> None:
    own = replace(STANDING, implementation="numba_loops", family="compiled")
    other = replace(STANDING, implementation="python_loops")
    back = PayBack(own, other, 1000, 1.9, answer, None)
    opening = f"Numba loops starts 1.9{THIN}s later than Python loops"
    assert compiling.sentence(back) == f"{opening}{words}"


def test_a_filled_cache_has_its_own_answer() -> None:
    own = replace(STANDING, implementation="numba_loops", family="compiled")
    back = PayBack(own, STANDING, 1000, 1.9, BreakEven("calls", 560), 310.0)
    assert "cache" not in compiling.sentence(back)
    assert compiling.warm_answer(back) == "nothing is cached"
    cached = replace(back, warm=BreakEven("calls", 40))
    assert compiling.sentence(cached).endswith(f"(530{THIN}ms from its compile cache).")
    assert compiling.warm_answer(replace(back, warm=BreakEven("never"))) == "never"


@pytest.mark.parametrize(
    ("calls", "epochs", "words"),
    [
        (560, 310.0, ("after 560 calls", "310 epochs")),
        (1, 0.01, ("after 1 call", "under 0.1 epochs")),
    ],
)
def test_the_table_counts_calls_and_epochs(
    calls: int, epochs: float, words: tuple[str, str]
) -> None:
    back = PayBack(STANDING, STANDING, 1000, 1.9, BreakEven("calls", calls), epochs)
    assert (compiling.calls(back), compiling.epochs(back)) == words


def test_a_run_without_starts_says_who_measures_them() -> None:
    assert compiling.answer((), 1000).endswith("A standard run does.")


def test_the_distance_to_the_ceiling_has_a_row_a_network_and_m() -> None:
    rows = reach_table((REACH, replace(REACH, network="depth_3", m=100, share=0.9))).rows
    assert [[cell.text for cell in row] for row in rows] == [
        ["deep", f"1{THIN}000", "Numba fused", f"82{THIN}%"],
        ["3 hidden layers", "100", "Numba fused", f"90{THIN}%"],
    ]


def test_not_near_the_ceiling_is_said_where_it_is_so_and_only_there() -> None:
    assert ceilings.not_near((REACH,)) == ""
    assert ceilings.not_near((REACH, FAR)) == (
        f"At 1 of 2 combinations of network, phase and m even the fastest stays below 30{THIN}% of "
        "the limit. Farthest is a training step of the shallow network at m = 100: NumPy inplace "
        f"reaches 21{THIN}%."
    )


def test_the_rates_of_the_machine_have_their_units() -> None:
    words = ceilings.rates(Machine(12.3e9, 2.1e9))
    assert "moves 12.3 GB/s to and from memory" in words
    assert "2.10 thousand million elements" in words
    assert ceilings.rates(Machine(None, None)) == ""


def test_both_libraries_are_counted() -> None:
    assert ceilings.libraries({}) == ""
    assert ceilings.libraries({"scipy": 12, "numpy": 3}) == (
        "The products are done in four ways, and the fastest counts: in the BLAS of NumPy and of "
        "SciPy, each with the columns in wide and in small blocks. Fastest was NumPy\u2019s at 3 "
        "and SciPy\u2019s at 12 of 15 combinations of network, phase and m."
    )


def _gains(*rows: tuple[str, int, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["network", "m", "ratio", "low"])
    table["high"] = table["ratio"] ** 2 / table["low"]
    table["n"], table["interval"], table["unstable"] = 5, "confidence", False
    return table.assign(implementation="numpy_inplace", threads=2, busy=1.9)


def test_more_threads_are_said_with_their_gain_and_their_loss() -> None:
    assert threads.best_gain(_gains()) == ""
    words = threads.best_gain(_gains(("deep", 1000, 1.7, 1.6), ("shallow", 1000, 0.8, 0.7)))
    assert words == (
        f"All 2 cores help most with NumPy inplace on the deep network at m = 1{THIN}000: "
        f"1.70{X} faster. There, 1.9 threads are busy. They do not always help: "
        f"1.25{X} slower with NumPy inplace on the shallow network at m = 1{THIN}000."
    )
    assert "not always" not in threads.best_gain(_gains(("deep", 1000, 1.7, 1.6)))


def test_of_more_threads_nothing_is_said_that_is_too_noisy() -> None:
    gains = _gains(("deep", 1000, 1.7, 1.6), ("shallow", 10, 0.9, 0.5))
    assert "not always" not in threads.best_gain(gains)
    tied = _gains(("deep", 1000, 1.7, 1.6), ("shallow", 1000, 1.0, 0.95))
    assert "not always help: a tie (within 5.3" in threads.best_gain(tied)


def test_what_allocation_costs_is_said_where_it_costs_most(frames: Frames) -> None:
    effects = allocation_facts.effects(frames)
    words = allocation.finding(effects, "")
    assert f"2.0{X} faster" in words
    assert f" at m = 10{THIN}000." in words
    assert f"At m = 100 and 1{THIN}000 it makes no difference." in words
    same = allocation.finding(effects.assign(ratio=1.0, low=0.99, high=1.01), "")
    assert "changes nothing here" in same
    absent = "the C library (musl 1.2) does not take the allocator thresholds of glibc"
    assert allocation.finding(effects[:0], absent) == f"Not measured here: {absent}."

"""The frame reader: known numbers in, known numbers out."""

import statistics
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from propbench.bench.grid import Case
from propbench.bench.results import ResultError
from propbench.bench.sampling.restarts import medians
from propbench.bench.training.seeds import N_REPORTING
from propbench.reports.frame import Frames, writers
from propbench.reports.frame.cells import COLUMNS
from tests.reports.conftest import FAILED, INVALID, UNREACHED, UNSTABLE
from tests.reports.synthetic import Plan, read, write
from tests.reports.synthetic_costs import COMPILE_S
from tests.reports.synthetic_model import model

LOOPS = "python_loops-shallow-relu-train_step-m{}-float64-1t"
SUMMARY = (
    "implementation, family, league, division, network, activation, phase, m, dtype, threads, "
    "kind, median_s, ci_lo_s, ci_hi_s, interval, n_processes, n_rounds, first_call_s, max_error, "
    "ceiling_share, reason"
)
CONVERGENCE = (
    "task, network, hidden, m, ruleset, arm, activation, learning_rate, initialisation, "
    "seed, target, iterations, reached, diverged, last_loss, max_iterations"
)


def exact(case: Case) -> float:
    """Milliseconds that grow in proportion to m, a hundred times more for the loops."""
    return case.m * (1e-4 if case.implementation == "python_loops" else 1e-6)


def test_without_noise_medians_limits_and_ratios_are_exact(tmp_path: Path) -> None:
    found = read(write(tmp_path / "exact", Plan(noise=0.0, seconds=exact)))
    row = found.cells.loc[LOOPS.format(1000)]
    assert [row["median_s"], row["ci_lo_s"], row["ci_hi_s"]] == pytest.approx([0.1] * 3)
    assert [row["n_processes"], row["n_rounds"]] == [5, 30]
    assert found.speedups["ratio"].tolist() == pytest.approx([100.0] * len(found.speedups))
    assert not found.quality["unstable"].any()


def test_a_time_is_the_median_over_processes_of_their_medians(frames: Frames) -> None:
    case = LOOPS.format(100)
    rounds = frames.rounds[frames.rounds["id"] == case]
    by_process = [statistics.median(group) for _, group in rounds.groupby("process")["seconds"]]
    assert frames.cells["median_s"][case] == pytest.approx(statistics.median(by_process))
    assert medians(frames.samples[case]) == pytest.approx(dict(enumerate(by_process, 1)))


def test_the_summary_has_exactly_the_columns_of_the_contract(frames: Frames) -> None:
    assert list(frames.cells.columns) == COLUMNS == SUMMARY.split(", ")


@pytest.mark.parametrize(
    ("case", "kind", "reason"),
    [
        (FAILED, "failed", "wrong result"),
        (INVALID, "failed", "asked for 1 thread(s), observed 2"),
        (UNREACHED, "not_selected", "not reached before the run ended"),
        (UNSTABLE, "measured", ""),
    ],
)
def test_every_cell_has_its_kind_and_reason(
    frames: Frames, case: str, kind: str, reason: str
) -> None:
    row = frames.cells.loc[case]
    assert row["kind"] == kind
    assert str(row["reason"]).startswith(reason)


@pytest.mark.parametrize("case", [FAILED, INVALID])
def test_a_cell_that_failed_has_no_timing_anywhere(frames: Frames, case: str) -> None:
    numbers = frames.cells.loc[case, ["median_s", "ci_lo_s", "ci_hi_s", "first_call_s"]]
    assert numbers.isna().all()
    assert case not in set(frames.rounds["id"])
    assert case not in frames.samples
    assert case not in frames.quality.index


def test_an_unstable_cell_is_marked(frames: Frames) -> None:
    assert frames.quality.index[frames.quality["unstable"]].tolist() == [UNSTABLE]


def test_too_slow_becomes_estimated_only_where_four_sizes_carry_it(tmp_path: Path) -> None:
    slow = Plan(noise=0.0, seconds=lambda case: 1e3 * exact(case), slowest_s=200)
    cells = read(write(tmp_path / "slow", slow)).cells
    row = cells.loc[LOOPS.format(10_000)]
    assert row["kind"] == "estimated"
    assert row["median_s"] == pytest.approx(1_000.0)
    assert row["n_rounds"] == 0
    assert "estimated from m = 1\u202f000" in str(row["reason"])
    short = Plan(noise=0.0, seconds=lambda case: 1e3 * exact(case), slowest_s=20)
    cells = read(write(tmp_path / "short", short)).cells
    row = cells.loc[LOOPS.format(10_000)]
    assert row["kind"] == "too_slow"
    assert row["reason"] == "one call takes over 20 s"
    assert pd.isna(row["median_s"])


def test_a_ratio_on_an_estimate_is_marked_as_one(tmp_path: Path) -> None:
    slow = Plan(noise=0.0, seconds=lambda case: 1e3 * exact(case), slowest_s=200)
    speedups = read(write(tmp_path / "slow", slow)).speedups
    large = speedups[speedups["m"] == 10_000]
    assert set(large["kind"]) == {"estimated"}
    assert set(large["n"]) == {0}


def test_float32_loops_are_unsupported_with_their_reason(tmp_path: Path) -> None:
    from propbench.bench import grid

    cells = read(write(tmp_path / "standard", Plan(profile=grid.STANDARD))).cells
    loops = cells[(cells["implementation"] == "python_loops") & (cells["dtype"] == "float32")]
    assert set(loops["kind"]) == {"unsupported"}
    assert set(loops["reason"]) == {"python_loops has no float32, only float64"}


def test_first_calls_are_the_cold_ones(frames: Frames) -> None:
    row = frames.cells.loc["numba_loops-shallow-relu-forward-m1-float64-1t"]
    seconds = model(Case("numba_loops", "shallow", "relu", "forward", 1))
    assert row["first_call_s"] == pytest.approx(COMPILE_S + seconds)


def test_training_has_one_row_a_reported_run(frames: Frames) -> None:
    runs = frames.training
    arms = runs.groupby(["task", "hidden", "ruleset", "arm"])
    assert set(runs["ruleset"]) >= {"R0", "R1"}
    assert set(arms["seed"].nunique()) == set(arms.size()) == {N_REPORTING}


def test_the_data_files_hold_what_the_frames_hold(frames: Frames, tmp_path: Path) -> None:
    writers.write(frames, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(writers.FILES)
    text = pd.read_csv(tmp_path / "summary.csv")
    binary = pd.read_parquet(tmp_path / "summary.parquet")
    assert list(text.columns) == list(binary.columns) == COLUMNS
    assert text["median_s"].tolist() == pytest.approx(
        frames.cells["median_s"].tolist(), nan_ok=True
    )
    header = (tmp_path / "convergence.csv").read_text("utf-8").splitlines()[0]
    assert header == CONVERGENCE.replace(", ", ",")
    assert "NaN" not in (tmp_path / "summary.json").read_text("utf-8")


def test_a_training_run_that_several_claims_race_is_written_once(
    frames: Frames, tmp_path: Path
) -> None:
    twice = pd.concat([frames.training, frames.training])
    writers.write(replace(frames, training=twice), tmp_path)
    rows = pd.read_csv(tmp_path / "convergence.csv")
    assert len(rows) == len(frames.training) > 0
    assert not rows.duplicated().any()


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_a_spreadsheet_would_run_is_quoted(tmp_path: Path, start: str) -> None:
    case = LOOPS.format(10)
    plan = Plan(failed={case: f"{start}1+1"}, training=False)
    writers.write(read(write(tmp_path / "run", plan)), tmp_path)
    assert f"'{start}1+1" in (tmp_path / "summary.csv").read_text("utf-8")


def test_a_file_cut_short_is_refused_by_name(run_folder: Path, tmp_path: Path) -> None:
    for file in run_folder.iterdir():
        text = file.read_text("utf-8")
        cut = text[: text.rindex("\n", 0, -1) + 1] if file.name == "process-2.jsonl" else text
        (tmp_path / file.name).write_text(cut, "utf-8")
    with pytest.raises(ResultError, match=r"process-2\.jsonl"):
        read(tmp_path)

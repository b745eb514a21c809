"""The answer about a network of one's own: who is fastest, in a table that everybody can read."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from propbench.bench import results
from propbench.bench.grid import Case, Profile, Slice
from propbench.bench.own_network.naming import named
from propbench.reports.own_network import table, words
from propbench.reports.own_network.answer import NetworkTimes
from propbench.reports.own_network.times import COLUMNS, Times, read
from tests.reports.synthetic import Plan, write

NETWORK = named((200, 300, 5), "softmax_cross_entropy")
NAMES = ("python_loops", "numpy_vectorized", "numpy_inplace", "numba_fused")
PROFILE = Profile(
    "time", (Slice(("train_step",), (5_000,), (NETWORK,), ("tanh",)),), 5, 0.1, 1.0, 3, 60
)


def seconds(**known: float) -> Callable[[Case], float]:
    """Seconds of a call by implementation; a millisecond of any other."""
    return lambda case: known.get(case.implementation, 1e-3)


def answer(folder: Path, data_m: int | None = None, **changes: object) -> Times:
    plan = replace(
        Plan(PROFILE, NAMES, slowest_s=1.0, training=False, noise=0.001),
        **changes,  # type: ignore[arg-type]
    )
    write(folder, plan)
    run = results.read_run_record(folder)
    results.save_run(folder, run.model_copy(update={"data_m": data_m}))
    return read(folder)


FAST_FUSED = seconds(numba_fused=2e-3, numpy_inplace=4e-3, numpy_vectorized=8e-3, python_loops=9.0)


def test_the_readme_has_every_column() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    for name, (dtype, meaning) in COLUMNS.items():
        assert f"| `{name}` | {dtype} | {meaning} |\n" in text


def test_everybody_is_in_the_table_fastest_first_with_the_documented_columns(
    tmp_path: Path,
) -> None:
    found = answer(tmp_path, seconds=FAST_FUSED)
    assert list(found.table.columns) == list(COLUMNS)
    for name, (dtype, _) in COLUMNS.items():
        assert dtype == "str" or found.table[name].dtype == dtype
    names = list(found.table["implementation"])
    assert names[:3] == ["numba_fused", "numpy_inplace", "numpy_vectorized"]
    assert set(names[3:]) == {"python_loops", "torch_eager"}
    assert found.table["slower"].to_numpy()[:3] == pytest.approx([1, 2, 4], rel=0.02)
    assert found.table["kind"].tolist()[3:] == ["too_slow", "not_selected"]
    assert found.table["call_s"].isna().tolist()[3:] == [True, True]


def test_a_start_is_paid_back_against_the_fastest_that_does_not_compile(tmp_path: Path) -> None:
    rows = {row["implementation"]: row for row in answer(tmp_path, seconds=FAST_FUSED).rows}
    own, other = rows["numba_fused"], rows["numpy_inplace"]
    later_s = own["start_s"] - other["start_s"]
    assert own["pays_back"] == "after"
    # In so much work of the other, own is twice as quick.
    assert own["pay_back_s"] == pytest.approx(2 * later_s, rel=0.05)
    assert other["pays_back"] == ""


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"numba_fused": 2e-3, "numpy_inplace": 4e-3}, "numba_fused is the fastest: a training"),
        ({"numba_fused": 2e-3, "numpy_inplace": 2e-3}, "as fast as each other"),
        ({"numba_fused": 4e-3, "numpy_inplace": 2e-3}, "numpy_inplace is the fastest"),
    ],
)
def test_nobody_is_called_faster_where_the_limits_hold_one(
    tmp_path: Path, known: dict[str, float], expected: str
) -> None:
    others = {"numpy_vectorized": 8e-3, "python_loops": 9.0}
    found = answer(tmp_path, seconds=seconds(**known, **others), noise=0.01)
    assert expected in words.winner(found)
    if "as fast" in expected:
        assert "is the fastest" not in words.winner(found)
        assert "numpy_vectorized, the next, takes" in words.winner(found)


def test_the_fastest_is_told_from_pairs_where_the_machine_changed_its_speed(
    tmp_path: Path,
) -> None:
    pairs = {"numpy_inplace": (1.0, 2.0, 3.1), "numba_fused": (0.9, 3.0, 2.9)}
    answer(tmp_path, seconds=lambda _: 0.5, processes=3, implementations=tuple(pairs))
    for restart in range(3):
        file = tmp_path / f"process-{restart + 1}.jsonl"
        records = [json.loads(line) for line in file.read_text().splitlines()]
        for record in records:
            taken = pairs.get(record["id"].partition("-")[0], [0.5] * 3)
            record["round_s"] = [taken[restart]] * len(record["round_s"])
        file.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    first, second = read(tmp_path).rows[:2]
    assert (first["implementation"], first["slower"]) == ("numba_fused", 1)
    assert second["slower"] == pytest.approx(3.1 / 2.9)
    assert first["call_s"] > second["call_s"]


def test_where_limits_are_wide_they_are_not_told_apart(tmp_path: Path) -> None:
    known = seconds(numba_fused=2e-3, numpy_inplace=2.1e-3, numpy_vectorized=8e-2, python_loops=9.0)
    found = answer(tmp_path, seconds=known, noise=0.4)
    assert "cannot be told apart here" in words.winner(found)


def test_without_anybody_else_there_is_nobody_to_compare_with(tmp_path: Path) -> None:
    found = answer(tmp_path, implementations=("numpy_inplace",))
    assert "nobody else was measured" in words.winner(found)
    assert "fastest" not in words.winner(found)


def test_where_nobody_is_measured_the_answer_says_what_to_ask(tmp_path: Path) -> None:
    found = answer(tmp_path, seconds=lambda _: 9.0)
    assert words.winner(found).startswith("A training step is too long for everybody")
    assert "--batch" in words.winner(found)
    assert len(table.table(found)) == 1


def test_where_all_are_estimated_the_answer_is_an_estimate(tmp_path: Path) -> None:
    sizes = (100, 200, 400, 800, 50_000)
    slices = (Slice(("train_step",), sizes, (NETWORK,), ("tanh",)),)
    found = answer(
        tmp_path,
        profile=replace(PROFILE, slices=slices),
        seconds=lambda case: (1 + (case.implementation == "numpy_inplace")) * 4e-5 * case.m,
    )
    assert found.timed == []
    assert "By an estimate" in words.winner(found)
    assert "~" in table.table(found)[1][1]


def test_with_a_batch_an_epoch_is_all_examples_in_batches(tmp_path: Path) -> None:
    found = answer(tmp_path, data_m=12_000, seconds=FAST_FUSED)
    assert found.rows[0]["epoch_s"] == pytest.approx(3 * found.rows[0]["call_s"])
    headers, first, *_ = table.table(found)
    assert "epoch" in headers
    assert len(first) == len(headers)
    assert "5\u202f000 of 12\u202f000 examples" in words.title(found)


@pytest.mark.parametrize("data_m", [None, 12_000])
def test_the_text_fits_a_terminal(tmp_path: Path, data_m: int | None) -> None:
    lines = table.text(answer(tmp_path, data_m, seconds=FAST_FUSED), warning="of threads " * 20)
    assert max(map(len, lines)) <= 80
    assert any(line.startswith("! of threads") for line in lines)


def test_reasons_of_foreign_code_become_no_markup(tmp_path: Path) -> None:
    case = Case("numpy_inplace", NETWORK, "tanh", "train_step", 5_000)
    found = answer(tmp_path, seconds=FAST_FUSED, failed={case.id: "<b>a | b</b>"})
    assert "<b>a" not in table.html(found)
    assert "&lt;b>a \\| b" in "\n".join(table.markdown(found))


def test_json_has_a_version_and_says_null_where_nothing_is_known(tmp_path: Path) -> None:
    found = NetworkTimes(answer(tmp_path, seconds=FAST_FUSED), tmp_path, "")
    stored = json.loads(found.json())
    assert stored["schema_version"] == 1
    assert stored["network"]["sizes"] == [200, 300, 5]
    assert [set(row) for row in stored["implementations"]] == [set(COLUMNS)] * 5
    assert stored["implementations"][-1]["call_s"] is None
    assert stored["answer"] == words.winner(found.times)


def test_the_result_shows_itself_as_a_table_and_as_a_figure(tmp_path: Path) -> None:
    found = NetworkTimes(answer(tmp_path, seconds=FAST_FUSED), tmp_path, "")
    assert "numba_fused is the fastest" in str(found)
    assert found._repr_html_().count("<tr>") == 4
    figure = found.plot()
    assert figure is not None
    assert [tick.get_text() for tick in figure.axes[0].get_yticklabels()] == [
        *("numba_fused", "numpy_inplace", "numpy_vectorized")
    ]
    assert np.isfinite(figure.axes[0].get_xlim()).all()

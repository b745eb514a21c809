"""What is said, shown and written of somebody's own training."""

import json
from pathlib import Path

import pytest

from propbench.bench.own_training.conducting import Finished
from propbench.reports.own_training import words
from propbench.reports.own_training.result import FILES, Training
from tests.bench.own_training.asking import ask, finished, table

FAST, SLOW = [10, 11, 12, 13, 14, 15], [30, 33, 36, 39, 42, 45]
UNSURE = [4, 30, 8, 40, 9, 14]


def told(done: Finished) -> Training:
    return Training.of(done)


@pytest.mark.parametrize(
    ("done", "beginning"),
    [
        (finished(relu=FAST, tanh=SLOW), "relu trains fastest. Fewest iterations: relu, 12.5 (1"),
        (finished(relu=FAST, tanh=UNSURE), "tanh and relu train fastest, and cannot be told apart"),
        (
            finished(relu=[250] * 6, tanh=[10, 10, 10, None, None, None]),
            "relu and tanh train fastest, and cannot be told apart",
        ),
        (finished(relu=[None] * 6, tanh=[None] * 6), "No arm brings half of its runs"),
        (
            finished({"relu": 6.0, "tanh": 1.0}, relu=FAST, tanh=SLOW),
            "tanh trains fastest. Fewest ",
        ),
        (finished(relu=FAST), "relu trains fastest. Fewest iterations: relu, 12.5 (10 to 15)."),
    ],
    ids=[
        "told apart",
        "not told apart",
        "half arrive early",
        "nobody arrives",
        "seconds decide",
        "alone",
    ],
)
def test_the_answer_names_who_trains_fastest(done: Finished, beginning: str) -> None:
    assert told(done).answer.startswith(beginning)


def test_an_arm_that_hardly_arrives_takes_at_least_so_much_longer() -> None:
    training = told(finished(relu=FAST, tanh=[None] * 6))
    assert "tanh at least 2" in training.answer
    assert "at least 400" in repr(training)


def test_an_arm_that_is_best_at_the_edge_of_the_rates_is_named() -> None:
    warnings = told(finished(relu=FAST, tanh=SLOW)).warnings
    assert warnings == (
        "Best at the edge of the learning rates tried: tanh (1). Try others with --rates.",
    )


def test_what_was_done_to_the_data_is_said() -> None:
    data = table().assign(id=7)
    asked = ask(task=None, data=data, label="label", rates=(0.5,))
    notes = " ".join(words.notes(Finished(asked, 0.2, {}, [])))
    for part in (
        "data: 40 examples of 2 features",
        "2 classes: in (20), out (20)",
        "trains on 32 examples of its own choice",
        "centred, and scaled",
        "Left out, because they have one value: id.",
        "learning rate 0.5.",
        "0.2 for all arms, chosen on tuning seeds",
    ):
        assert part in notes
    assert "the task's own" in " ".join(words.notes(finished(relu=FAST)))


def test_nothing_is_wider_than_a_terminal() -> None:
    done = finished({"relu": 1e-4, "tanh": 2e-4}, relu=FAST, tanh=SLOW)
    lines = repr(told(done)).splitlines()
    assert max(map(len, lines)) <= 80
    assert sum(line.startswith("arm ") for line in lines) == 2


def test_tables_are_tidy() -> None:
    training = told(finished({"relu": 1e-4, "tanh": 2e-4}, relu=FAST, tanh=[3, None] * 3))
    arms = training.arms.set_index("arm")
    assert arms["iterations"]["relu"] == 12.5
    assert arms["arrived"].tolist() == [6, 3]
    assert arms["at_least"]["tanh"]
    assert arms["iterations_ratio"].isna()["relu"]
    assert arms["seconds"]["relu"] == pytest.approx(12.5e-4)
    assert training.runs["iterations"].isna().sum() == 3
    assert training.curves.columns.tolist() == ["arm", "seed", "iteration", "loss"]
    assert len(training.curves) == 2 * 6 * 2


def test_a_result_is_written_as_a_whole_and_json_knows_no_nan(tmp_path: Path) -> None:
    training = told(finished(relu=FAST, tanh=[None] * 6))
    training.write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)
    assert (tmp_path / "curves.svg").read_text("utf-8").startswith("<svg")
    stored = json.loads((tmp_path / "train.json").read_text("utf-8"))
    assert stored["schema_version"] == 1
    assert stored["arms"][0]["iterations_ratio"] is None
    assert [run["iterations"] for run in stored["runs"]] == [*FAST, *[None] * 6]


def test_a_notebook_shows_the_same_words_and_a_figure() -> None:
    training = told(finished(relu=FAST, tanh=SLOW))
    assert "relu trains fastest" in training._repr_html_()
    assert training.plot() is not None


def test_where_no_arm_is_finished_that_is_said_and_there_is_no_figure() -> None:
    training = told(Finished(ask(), 0.1, {}, [], "interrupted"))
    assert training.answer == "No arm was finished."
    assert training.plot() is None
    assert "Not finished: relu and tanh." in training.warnings

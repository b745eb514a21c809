"""`propbench train` and `propbench.train`, end to end and as small as they come."""

import json
from pathlib import Path

import pytest

import propbench
from propbench.bench.own_training import steps
from propbench.command import main
from propbench.reports.own_training import command
from propbench.reports.own_training.result import FILES, Training
from tests.bench.own_training.asking import finished, table

TINY = ("--hidden", "3", "--arms", "relu,tanh", "--seeds", "5", "--iterations", "100")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small table, in a folder of its own where one stands."""
    monkeypatch.setattr(steps, "RESTARTS", 1)
    monkeypatch.chdir(tmp_path)
    table().to_csv(tmp_path / "own.csv", index=False)
    return tmp_path


def test_from_a_file_to_an_answer_and_nothing_is_overwritten(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("train", "--data", "own.csv", "--label", "label", *TINY, "--rates", "1", "--out", "o")
    assert main(words) == 0
    printed = capsys.readouterr()
    assert "train" in printed.out
    assert "Least time:" in printed.out
    assert printed.err.startswith("own.csv: relu and tanh, network 2-3-1, 32 examples")
    assert sorted(path.name for path in (own / "o").iterdir()) == sorted(FILES)
    before = (own / "o" / "train.json").read_bytes()
    assert main(words) == 2
    assert "name another folder" in capsys.readouterr().err
    assert (own / "o" / "train.json").read_bytes() == before


def test_json_alone_is_printed_and_results_go_below_where_one_stands(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("train", "--task", "xor", *TINY, "--rates", "1", "--json")) == 0
    assert [arm["arm"] for arm in json.loads(capsys.readouterr().out)["arms"]] == ["relu", "tanh"]
    assert len([*own.glob("propbench-out/train/*/train.json")]) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--data", "absent.csv", "--label", "label"), 5),
        (("--data", "own.csv", "--label", "labels"), 2),
        (("--data", "own.csv", "--label", "x"), 3),
        (("--task", "xor", "--arms", "rellu"), 2),
        (("--task", "xor", "--out", "own.csv"), 5),
    ],
)
def test_what_cannot_be_done_ends_in_a_line_and_its_code(
    own: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], code: int
) -> None:
    assert main(("train", *words)) == code
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("propbench: ")
    assert [path.name for path in own.iterdir()] == ["own.csv"]


def test_an_interruption_prints_and_keeps_the_arms_that_are_finished(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(**_: object) -> Training:
        raise command.TrainingInterrupted(Training.of(finished(relu=[5] * 6)))

    monkeypatch.setattr(command, "train", stopped)
    assert main(("train", "--task", "xor", "--out", "o")) == 130
    assert "relu trains fastest" in capsys.readouterr().out
    assert (own / "o" / "train.json").is_file()


def test_from_python_a_frame_comes_back_as_tables(own: Path) -> None:
    assert "train" in dir(propbench)
    result = propbench.train(
        table(), "label", hidden=(3,), arms=("relu",), rates=[1.0], seeds=5, iterations=100
    )
    assert isinstance(result, Training)
    assert result.arms["arm"].tolist() == ["relu"]
    assert [path.name for path in own.iterdir()] == ["own.csv"]

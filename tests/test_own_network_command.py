"""`propbench time` from the first word to the table: asked, checked, timed, told."""

import json
from pathlib import Path

import pytest

import propbench
from propbench.bench import results
from propbench.bench.exits import UsageError
from propbench.bench.own_network import planning
from propbench.command import main
from tests.bench import broken

NETWORK = ("--sizes", "2,3,1", "--m", "12", "--budget", "10m")


@pytest.fixture(autouse=True)
def two_restarts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "RESTARTS", 2)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--sizes", "200", "--m", "4"), "sizes: got '200'"),
        (("--sizes", "2,1", "--m", "0"), "m: got '0'"),
        (("--sizes", "2,1", "--m", "4", "--activation", "swish"), "activation: got 'swish'"),
        (("--sizes", "2,1", "--m", "4", "--impl", "fortran"), "no implementation 'fortran'"),
        (("--sizes", "2,1", "--m", "4", "--budget", "1s"), "budget: got 1.00"),
        (("--conv", "1x6x6,8,16", "--m", "4"), "conv: image: got 6 x 6"),
        (("--sizes", "784,10", "--m", "9000000000", "--budget", "10m"), "GiB are free"),
    ],
)
def test_what_cannot_be_asked_exits_with_two_in_one_line_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    assert main(["time", *words, "--out", str(tmp_path / "out")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line
    assert list(tmp_path.iterdir()) == []


def test_a_small_network_is_timed_and_told_and_its_results_are_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    who = ("--impl", "numpy_vectorized", "--impl", "python_loops")
    assert main(["time", *NETWORK, *who, "--json", "--out", str(tmp_path)]) == 0
    told, progress = capsys.readouterr()
    stored = json.loads(told)
    rows = {row["implementation"]: row for row in stored["implementations"]}
    assert set(rows) == {"numpy_vectorized", "python_loops"}
    for row in rows.values():
        assert row["kind"] == "measured"
        assert row["restarts"] == 2
        assert row["start_s"] > row["call_s"] > 0
        assert row["lines"] > 50
    assert progress.splitlines()[0].startswith("Timing 2 implementations")
    (folder,) = (tmp_path / "time").iterdir()
    run = results.load(folder)
    assert run.run.status == "complete"
    assert run.run.data_m == 12
    assert run.run.command.startswith("propbench")
    assert not (folder / "numba-cache").exists()


def test_a_convolutional_network_is_timed_and_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ("--conv", "1x4x4,3", "--classes", "2", "--m", "12", "--budget", "10m")
    who = ("--impl", "numpy_inplace", "--impl", "python_loops")
    assert main(["time", *words, *who, "--json", "--out", str(tmp_path)]) == 0
    stored = json.loads(capsys.readouterr().out)
    assert stored["network"] == {
        "kind": "conv",
        "image": [1, 4, 4],
        "filters": [3],
        "classes": 2,
        "output": "softmax_cross_entropy",
        "activation": "relu",
        "dtype": "float64",
    }
    assert {row["kind"] for row in stored["implementations"]} == {"measured"}
    found = propbench.read(next((tmp_path / "time").iterdir()))
    assert str(found).startswith("images 1x4x4, filters 3, 2 classes, relu, softmax cross entropy")


def test_two_networks_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["time", "--sizes", "2,1", "--conv", "1x4x4,3", "--m", "4"])
    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_a_wrong_implementation_has_no_time_and_the_command_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = broken.write("wrong", tmp_path)
    assert main(["time", *NETWORK, "--impl", str(wrong), "--out", str(tmp_path / "out")]) == 4
    told = capsys.readouterr().out
    assert "wrong: WrongResultError" in told
    assert "Nobody has a time here" in told


def test_from_python_the_same_words_are_refused() -> None:
    with pytest.raises(UsageError, match="sizes: got"):
        propbench.time(sizes=[2], m=4)
    with pytest.raises(UsageError, match="network: got none, expected one of"):
        propbench.time(m=4)
    with pytest.raises(UsageError, match="conv: got"):
        propbench.time(conv=[(8, 8), 8], m=4)
    with pytest.raises(UsageError, match="budget_s: got 0"):
        propbench.time([2, 1], 4, budget_s=0)
    with pytest.raises(AttributeError, match="no attribute 'tyme'"):
        propbench.tyme  # noqa: B018


def test_from_python_a_network_is_timed(tmp_path: Path) -> None:
    found = propbench.time([2, 3, 1], 12, "tanh", impl="numpy_inplace", budget_s=600, out=tmp_path)
    assert found.table["kind"].tolist() == ["measured"]
    assert results.load(found.folder).run.profile == "time"
    assert "numpy_inplace: a training step takes" in str(found)

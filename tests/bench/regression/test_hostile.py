"""Whatever is handed in: one line that says what is wrong, and never an exit code of a verdict."""

from collections.abc import Callable
from pathlib import Path

import pytest

from propbench.bench.regression import command
from propbench.bench.regression.comparing import judged
from propbench.bench.regression.sampling.records import CaseSamples, SideSamples
from propbench.bench.regression.store import save
from propbench.command import main
from tests.bench.regression.synthetic import World, run, with_samples
from tests.bench.regression.test_git import git

COMPARISON = judged(run(World(cases=3)))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Somebody's repository with one empty commit."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "base")
    return folder


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise RuntimeError('at import')", "RuntimeError: at import"),
        ("raise SystemExit(0)", "SystemExit"),
        ("import (", "SyntaxError"),
        ("x = 1", "no CASES"),
        ("CASES = {}", "no CASES"),
        ("CASES = [len]", "no CASES"),
        ("CASES = {'a': 3}", "expected a function"),
        ("CASES = {5: print}", "the name 5"),
        ("CASES = {'../a b': print}", "'../a b'"),
    ],
)
def test_a_module_without_usable_cases_is_a_usage_error(
    repository: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    module = repository / "timing_cases.py"
    module.write_text(text, "utf-8")
    where = ["--repository", str(repository), "--module", str(module)]
    assert main(["regress", "--base=HEAD", *where, "--out", str(repository / "out")]) == 2
    seen = capsys.readouterr().err
    assert said in seen
    assert seen.count("\n") == 1


def test_a_module_that_is_not_there_is_a_usage_error(repository: Path) -> None:
    where = ["--repository", str(repository), "--module", str(repository / "none.py")]
    assert main(["regress", "--base=HEAD", *where, "--out", str(repository / "out")]) == 2


def test_an_unknown_implementation_is_a_usage_error(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--repository", str(repository), "--impl", "no-such-thing"]
    assert main(["regress", "--base=HEAD", *where, "--out", str(repository / "out")]) == 2
    assert "no-such-thing" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_found_before_anything_is_measured(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    module = repository / "timing_cases.py"
    module.write_text("CASES = {'print': print}", "utf-8")
    where = ["--repository", str(repository), "--module", str(module)]
    assert main(["regress", "--base=HEAD", *where, "--out", str(tmp_path / "file")]) == 5
    assert "file" in capsys.readouterr().err


def _without_base(one: CaseSamples) -> CaseSamples:
    return one.model_copy(update={"sides": {"head": one.sides["head"]}})


def _one_sample_short(one: CaseSamples) -> CaseSamples:
    base = one.sides["base"]
    short = SideSamples(cpu_s=base.cpu_s[1:], wall_s=base.wall_s[1:], switches=base.switches[1:])
    return one.model_copy(update={"sides": {**one.sides, "base": short}})


@pytest.mark.parametrize("change", [_without_base, _one_sample_short])
def test_a_comparison_with_half_a_pair_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: Callable[[CaseSamples], CaseSamples],
) -> None:
    path = save(tmp_path, with_samples(COMPARISON, change))
    assert main(["regress", "--replay", str(path)]) == 3
    assert "restarts.0.samples.0" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "[1]", "{}", "[" * 100_000, "\x00", "null"])
def test_what_is_no_comparison_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    path = tmp_path / "foreign.json"
    path.write_text(text, "utf-8")
    assert main(["regress", "--replay", str(path)]) == 3
    assert capsys.readouterr().err.startswith("propbench: foreign.json: ")


def test_a_file_that_is_not_there_is_a_mistake_of_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["regress", "--replay", str(tmp_path / "typo.json")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("propbench: --replay: ")
    assert "comparisons are kept in" in said


def test_an_interrupted_comparison_replays_as_no_verdict(tmp_path: Path) -> None:
    partial = judged(COMPARISON.model_copy(update={"status": "partial"}))
    assert main(["regress", "--replay", str(save(tmp_path, partial))]) == 3


def test_a_fault_of_our_own_does_not_look_like_a_slow_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(*_: object) -> object:
        raise KeyError("a fault")

    monkeypatch.setattr(command, "load", broken)
    assert main(["regress", "--replay", str(save(tmp_path, COMPARISON))]) == 5
    assert "a fault of propbench itself: KeyError" in capsys.readouterr().err

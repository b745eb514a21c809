"""Whoever plans or conducts a run imports no foreign code, whatever that does at import."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench.descriptions import Described, describe
from propbench.bench.exits import UsageError
from propbench.bench.process import ROOT
from tests.bench.commands import TINY, outcome


def _write(folder: Path, line: str, file: str = "__init__.py") -> Path:
    """An implementation that does this at import."""
    target = folder / "mine"
    shutil.copytree(impls.load("numpy_vectorized").folder, target)
    with (target / file).open("a", encoding="utf-8") as opened:
        opened.write(f"\n{line}\n")
    return target


def test_a_description_says_what_the_implementation_says() -> None:
    described = describe(None)
    assert list(described) == list(impls.names())
    for name, description in described.items():
        loaded = impls.load(name)
        for word in ("name", "family", "league", "dtypes", "divisions", "compile_s", "missing"):
            assert getattr(description, word) == getattr(loaded, word)
        assert description.sources == loaded.sources()
        assert _files(description) == _files(loaded)
        if not loaded.missing:
            assert description.offered_primitives == loaded.offered_primitives


def _files(one: Described) -> list[bool]:
    return [one.has(file) for file in (*impls.kinds(), "activations", "primitives", "layout")]


@pytest.mark.parametrize("file", ["__init__.py", "primitives.py"])
def test_who_hangs_at_import_is_named_and_given_up(tmp_path: Path, file: str) -> None:
    folder = _write(tmp_path, "import time; time.sleep(600)", file)
    started = time.monotonic()
    with pytest.raises(UsageError, match=r"mine cannot be imported: took more than 3 s"):
        describe(["numpy_vectorized", str(folder)], limit_s=3)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("command", ["plan", "run"])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("import os; os._exit(0)", "mine cannot be imported: the process ended with 0"),
        ("import os; os.kill(os.getpid(), 9)", "the process was killed by SIGKILL"),
        ("raise KeyError('x')", "mine cannot be imported: KeyError: 'x'"),
    ],
)
def test_who_ends_its_process_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, line: str, words: str, command: str
) -> None:
    chosen = ("--impl", str(_write(tmp_path, line)))
    code, said = outcome(capsys, command, "--profile", "quick", *chosen)
    assert (code, said.count("\n")) == (2, 1)
    assert words in said


def test_nothing_that_is_done_at_import_reaches_whoever_plans(tmp_path: Path) -> None:
    """Prints, handlers at exit, the working directory: the plan is that of an honest folder."""
    line = "print('loud'); import atexit, os; atexit.register(os._exit, 0); os.chdir('/')"
    folder = _write(tmp_path, line)
    seen = subprocess.run(
        [sys.executable, "-m", "propbench", "plan", *TINY[:2], "--impl", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (seen.returncode, seen.stderr) == (0, "")
    assert seen.stdout.startswith("Profile quick: ")

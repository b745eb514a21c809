"""What a person gives to make reaches the shell as data."""

import shutil
import subprocess
from pathlib import Path

import pytest

from propbench import bench

ROOT = Path(bench.__file__).parents[2]
HOSTILE = [
    "`touch made`",
    "$(touch made)",
    "$(shell touch made)",
    '"; touch made; "',
    "'; touch made",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Makefile, in an environment whose Python prints the words that it is given."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nfor word in "$@"; do printf "<%s>" "$word"; done; echo\n')
    python.chmod(0o755)
    for mark in (".locked", ".ready"):
        (tmp_path / ".venv" / mark).touch()
    return tmp_path


def made(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = ["make", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("target", "variable"),
    [("regress", "BASE"), ("report", "OUT"), ("bench", "OUT"), ("claims", "PROFILE")],
)
def test_a_variable_is_one_word_as_it_was_typed(
    folder: Path, target: str, variable: str, text: str
) -> None:
    done = made(folder, target, f"{variable}={text}")
    assert f"<{text}>" in done.stdout, done.stderr
    assert not (folder / "made").exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_arguments_are_split_at_blanks_and_nothing_is_run(folder: Path, text: str) -> None:
    done = made(folder, "regress", f"ARGS=--cases *-relu-* {text}")
    assert "<--cases><*-relu-*>" in done.stdout, done.stderr
    assert "".join(f"<{word}>" for word in text.split()) in done.stdout
    assert not (folder / "made").exists()


def test_the_environments_variables_are_data_as_well(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASE", "$(shell touch made)")
    done = made(folder, "regress")
    assert "<$(shell touch made)>" in done.stdout
    assert not (folder / "made").exists()


def test_the_folder_of_a_whole_run_is_named_once(folder: Path) -> None:
    done = made(folder, "bench", "ARGS=--out elsewhere")
    assert done.returncode == 2
    assert "OUT=" in done.stderr

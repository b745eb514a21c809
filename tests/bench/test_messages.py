"""Messages fit a terminal of 80 columns; a program gets them as they are."""

import ast
from pathlib import Path

import pytest

from propbench import bench
from propbench.bench.messages import folded, say
from tests.bench.test_progress import on_terminal

ROOT = Path(bench.__file__).parents[1]
LONG = "one word after the other " * 6
PATH = "/somewhere/" + "deep/" * 20
FAILING = (
    "import sys; from propbench.command import main\ntry: main({words})\nexcept SystemExit: pass"
)


def test_a_line_is_folded_and_goes_on_further_in() -> None:
    lines = folded(f"  {LONG}")
    assert len(lines) > 1
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("  one")
    assert all(line.startswith("    ") for line in lines[1:])


def test_what_would_act_on_a_terminal_is_shown() -> None:
    assert folded("a\x1b[31mb") == ["a\\u001b[31mb"]


def test_a_program_gets_a_message_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say(LONG)
    assert capsys.readouterr().err == f"{LONG}\n"


def test_a_terminal_gets_it_folded_and_a_path_stays_whole() -> None:
    script = f"from propbench.bench.messages import say; say({LONG + PATH!r})"
    lines = on_terminal(script, COLUMNS="60").splitlines()
    assert f"  {PATH}" in lines
    assert max(len(line) for line in lines if PATH not in line) <= 60


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["run", "--frobnicate", "very " * 20],
        ["run", "--profile", "a profile that nobody has ever heard of, whatever it may be called"],
        ["time", "--sizes", "20,10,3", "--m", "10", "--impl", "numpy"],
        ["regress", "--replay", "no file"],
    ],
    ids=lambda words: words[0],
)
def test_every_error_is_within_80_columns_of_a_terminal(words: list[str]) -> None:
    lines = on_terminal(FAILING.format(words=words), COLUMNS="80").splitlines()
    assert any(line.startswith("propbench") for line in lines)
    assert max(map(len, lines)) <= 80


def test_nothing_else_writes_on_standard_error() -> None:
    files = [file for floor in ("bench", "reports", "propbench") for file in python_files(floor)]
    writers = {str(file.relative_to(ROOT)) for file in files if prints_to_stderr(file)}
    assert writers == {"bench/messages.py"}


def python_files(floor: str) -> list[Path]:
    return sorted((ROOT / floor).rglob("*.py"))


def prints_to_stderr(file: Path) -> bool:
    """Whether a call there names sys.stderr as where it prints."""
    calls = (
        node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)
    )
    return any(
        word.arg == "file" and ast.unparse(word.value) == "sys.stderr"
        for call in calls
        for word in call.keywords
    )

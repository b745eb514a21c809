"""The whole command line: help at once, within a terminal, and the documented exit codes."""

import argparse
import os
import resource
import shlex
import subprocess
import sys
from pkgutil import resolve_name

import pytest

from propbench import __version__, command
from propbench.bench.exits import CommandError, UsageError
from propbench.bench.process import WorkerError
from propbench.bench.regression.sides.process import SideError
from propbench.bench.results import ResultError
from propbench.subcommands import SUBCOMMANDS, Subcommand

NAMES = [one.name for one in SUBCOMMANDS]
HELP_CPU_S = 0.5
"""Of a whole process, the interpreter's own start included."""


def run(*words: str, columns: int = 80) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "COLUMNS": str(columns)}
    started = [sys.executable, "-m", "propbench", *words]
    return subprocess.run(started, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize("words", [(), *((name,) for name in NAMES)])
def test_help_is_within_80_columns(words: tuple[str, ...], columns: int) -> None:
    lines = run(*words, "--help", columns=columns).stdout.splitlines()
    assert len(lines) > 5
    assert max(map(len, lines)) <= 80


def test_help_is_narrower_on_a_narrower_terminal() -> None:
    assert max(map(len, run("--help", columns=60).stdout.splitlines())) <= 60


def test_help_takes_at_most_half_a_second_of_cpu() -> None:
    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = used()
    run("--help")
    assert used() - before <= HELP_CPU_S


@pytest.mark.parametrize("subcommand", SUBCOMMANDS, ids=NAMES)
def test_every_subcommand_has_a_sentence_an_example_that_parses_and_work(
    subcommand: Subcommand,
) -> None:
    program, *words = shlex.split(subcommand.example)
    assert (program, words[0]) == ("propbench", subcommand.name)
    options = command.parser().parse_args(words)
    assert callable(resolve_name(options.work))
    printed = " ".join(run(subcommand.name, "--help").stdout.split())
    assert subcommand.sentence[1:] in printed
    assert f"Example: {subcommand.example}" in printed


def test_the_version_is_told() -> None:
    assert run("--version").stdout == f"propbench {__version__}\n"


def test_without_a_word_help_is_printed_and_nothing_is_done() -> None:
    done = run()
    assert done.returncode == 2
    assert "commands:" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    "words", [["draw"], ["report", "--colour"], ["run", "--prof", "quick"], ["regress"]]
)
def test_a_word_or_option_that_is_not_there_exits_with_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(words)
    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (UsageError("no such thing"), 2),
        (ResultError("run.json: refused"), 3),
        (WorkerError("died at once"), 5),
        (SideError("head ended"), 5),
        (OSError("disk full"), 5),
        (ZeroDivisionError("ours"), 5),
        (SystemExit(0), 5),
        (SystemExit(1), 5),
        (KeyboardInterrupt(), 130),
    ],
    ids=lambda value: repr(value) if isinstance(value, BaseException) else "",
)
def test_each_error_has_its_exit_code_and_none_is_0_or_1(
    raised: BaseException,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def work(_: argparse.Namespace) -> int:
        raise raised

    entry = Subcommand("fail", "fail", "propbench fail", f"{__name__}:work", lambda _: None)
    monkeypatch.setattr(command, "SUBCOMMANDS", (entry,))
    monkeypatch.setattr(command, "resolve_name", lambda _: work)
    assert command.main(["fail"]) == code
    assert capsys.readouterr().err.splitlines()[-1].startswith("propbench: ")


def test_an_error_of_a_command_has_a_code_that_says_neither_done_nor_slower() -> None:
    kinds: list[type[CommandError]] = [CommandError, *CommandError.__subclasses__()]
    assert len(kinds) > 3
    assert {kind.code for kind in kinds} <= {2, 3, 5}


def test_a_reader_that_leaves_early_is_no_success() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    started = [sys.executable, "-m", "propbench", "env"]
    done = subprocess.run(started, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.returncode == 5
    assert done.stderr == b""

"""The command line says what is wrong in one line, with its documented exit code."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from propbench import impls
from propbench.bench import grid, results
from propbench.command import main
from tests.bench import broken, wicked

TINY = [
    *("--profile", "quick", "--impl", "numpy_vectorized"),
    *("--cases", "*shallow-relu-forward-m100-*"),
]
OTHER = ["numpy_inplace" if word == "numpy_vectorized" else word for word in TINY]


def _outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().err


def _start(out: Path, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "propbench", "run", "--out", str(out), *arguments]
    return subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has the signal ignored, and hands that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [
        (("plan", "--profile", "hasty"), "quick, standard, full"),
        (("plan", "--impl", "fortran"), "python_loops"),
        (("plan", "--cases", "nothing*"), "-train_step-"),
        (("claims", "C1", "C99"), "known are C1, C2"),
        (("claims", "C1", "--ship"), "name none with it"),
    ],
)
def test_what_does_not_exist_is_a_usage_error_that_lists_what_does(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], listed: str
) -> None:
    code, said = _outcome(capsys, *arguments)
    assert code == 2
    assert listed in said


def test_an_output_that_cannot_be_written_is_found_before_measuring(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    code, said = _outcome(capsys, "run", *TINY, "--out", str(blocked))
    assert code == 5
    assert "file" in said


def test_resuming_without_a_run_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = _outcome(capsys, "run", "--resume", "--out", str(tmp_path))
    assert code == 3
    assert "no run" in said


def test_the_plan_counts_cells_and_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--profile", "standard", "--budget", "2h"]) == 0
    printed = capsys.readouterr().out
    assert "5 processes" in printed
    assert "Predicted in all" in printed
    assert max(map(len, printed.splitlines())) <= 80


@pytest.mark.parametrize("profile", grid.PROFILES)
def test_case_names_are_unique_and_of_the_closed_alphabet(profile: str) -> None:
    cases = grid.select(grid.PROFILES[profile], [impls.load(name) for name in impls.names()])
    assert len({case.id for case in cases}) == len(cases)
    for case in cases:
        assert re.fullmatch(r"[A-Za-z0-9_.:-]{1,100}", case.id)


def test_a_small_run_is_complete_and_leaks_nothing_about_its_owner(tmp_path: Path) -> None:
    assert main(["run", *TINY, "--out", str(tmp_path)]) == 0
    run = results.load(results.newest(tmp_path / "runs"))
    assert run.run.status == "complete"
    assert run.run.filtered
    assert len(run.timings) == grid.QUICK.processes
    everything = "".join(file.read_text() for file in run.folder.glob("*.json*"))
    for secret in (os.uname().nodename, str(Path.home()), str(tmp_path)):
        assert not re.search(rf"\b{re.escape(secret)}\b", everything)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_keeps_what_is_finished_and_goes_on(
    tmp_path: Path, number: signal.Signals
) -> None:
    selection = ["--profile", "quick", "--impl", "numpy_vectorized", "--cases", "*-relu-*"]
    worker = _start(tmp_path, *selection)
    while not list(tmp_path.glob("runs/*/process-1.jsonl")):
        time.sleep(0.05)
    worker.send_signal(number)
    _, said = worker.communicate(timeout=30)
    assert worker.returncode == 130
    again = f"--resume --impl numpy_vectorized --cases '*-relu-*' --out {tmp_path}"
    assert f"Go on with: propbench run {again}" in said
    folder = results.newest(tmp_path / "runs")
    assert results.read_run_record(folder).status == "interrupted"
    kept = results.load(folder).timings
    assert main(["run", "--resume", *selection[2:], "--out", str(tmp_path)]) == 0
    whole = results.load(folder)
    assert whole.run.status == "complete"
    assert whole.timings[: len(kept)] == kept
    assert len(whole.timings) == grid.QUICK.processes * len(whole.run.cases)


def test_a_killed_run_leaves_nothing_running_loads_and_goes_on(tmp_path: Path) -> None:
    selection = ["--impl", "numpy_vectorized", "--cases", "*-shallow-relu-*"]
    killed = _start(tmp_path, "--profile", "quick", *selection)
    while not list(tmp_path.glob("runs/*/process-1.jsonl")):
        time.sleep(0.05)
    children = psutil.Process(killed.pid).children(recursive=True)
    killed.kill()
    killed.communicate(timeout=30)
    assert psutil.wait_procs(children, timeout=10)[1] == []
    folder = results.newest(tmp_path / "runs")
    kept = results.load(folder)
    assert kept.run.status == "running"
    assert kept.checks
    assert main(["run", "--resume", *selection, "--out", str(tmp_path)]) == 0
    whole = results.load(folder)
    assert whole.run.status == "complete"
    assert whole.timings[: len(kept.timings)] == kept.timings


def test_a_run_that_goes_is_not_resumed_beside_itself(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    running = _start(tmp_path, *TINY)
    while not list(tmp_path.glob("runs/*/checks.jsonl")):
        time.sleep(0.05)
    code, said = _outcome(capsys, "run", "--resume", *TINY, "--out", str(tmp_path))
    running.communicate(timeout=120)
    assert code == 3
    assert "is being measured by another process" in said
    assert running.returncode == 0
    assert results.load(results.newest(tmp_path / "runs")).run.status == "complete"


def test_a_run_of_other_sources_is_not_resumed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    main(["run", *TINY, "--out", str(tmp_path)])
    path = results.newest(tmp_path / "runs") / "run.json"
    stored = json.loads(path.read_text())
    stored["status"] = "partial"
    stored["implementations"]["numpy_vectorized"]["sources"]["dense.py"] += "# changed"
    path.write_text(json.dumps(stored))
    code, said = _outcome(capsys, "run", "--resume", *TINY, "--out", str(tmp_path))
    assert code == 3
    assert "other sources of numpy_vectorized" in said
    code, said = _outcome(capsys, "run", "--resume", *OTHER, "--out", str(tmp_path))
    assert code == 3
    assert "measures numpy_vectorized: name the same with --impl" in said


def test_cells_that_fail_alike_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = broken.write("raises", tmp_path)
    chosen = ("--impl", str(folder), "--cases", "raises-shallow-relu-*-m100-*")
    out = tmp_path / "out"
    code, said = _outcome(capsys, "run", "--profile", "quick", *chosen, "--out", str(out))
    assert code == 4
    (line,) = [line for line in said.splitlines() if line.startswith("failed: ")]
    assert re.match(r"failed: raises-\S+ and \d+ more: ValueError: this one always raises", line)


def test_an_implementation_that_is_not_installed_is_named_with_what_it_needs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(impls.load("numpy_vectorized").folder, folder)
    with (folder / "__init__.py").open("a", encoding="utf-8") as file:
        file.write('REQUIRES = ("no_such_package",)\n')
    code, said = _outcome(capsys, "plan", "--profile", "quick", "--impl", str(folder))
    assert code == 2
    assert "nothing to measure: mine: no_such_package not installed" in said


@pytest.mark.parametrize(
    ("needed", "code"),
    [("no_such_package.part", 2), ("numpy.linalg", 0), ("scikit-learn", 0), (".odd", 2)],
)
def test_a_requirement_is_a_module_a_submodule_or_a_distribution(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, needed: str, code: int
) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(impls.load("numpy_vectorized").folder, folder)
    with (folder / "__init__.py").open("a", encoding="utf-8") as file:
        file.write(f"REQUIRES = ({needed!r},)\n")
    assert _outcome(capsys, "plan", "--profile", "quick", "--impl", str(folder))[0] == code


@pytest.mark.parametrize(
    ("name", "words"), [("quits", "please install libfoo"), ("leaves", "without a word")]
)
@pytest.mark.parametrize("command", ["plan", "run"])
def test_a_folder_that_ends_the_process_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, words: str, command: str
) -> None:
    chosen = ("--impl", str(wicked.write(name, tmp_path)))
    code, said = _outcome(capsys, command, "--profile", "quick", *chosen)
    assert code == 2
    assert f"ends the process when it is imported: {words}" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("name", ["größe", "a-b", "ceiling", "long" * 11, "1st"])
def test_a_folder_with_an_odd_name_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    shutil.copytree(impls.load("numpy_vectorized").folder, folder)
    code, said = _outcome(capsys, "plan", "--profile", "quick", "--impl", str(folder))
    assert code == 2
    assert "name" in said
    assert said.count("\n") == 1


def test_what_editors_and_file_systems_leave_in_a_folder_is_no_source(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(impls.load("numpy_vectorized").folder, folder)
    (folder / ".#dense.py").symlink_to("someone@host.1234:5678")
    (folder / "gone.py").symlink_to("nowhere")
    (folder / "._dense.py").write_bytes(b"\x00\x05\x16\x07\xff")
    (folder / "latin.py").write_bytes(b"# -*- coding: latin-1 -*-\n# gr\xf6\xdfe\n")
    (folder / "none.py").write_bytes(b"# gr\xf6\xdfe\n")
    (folder / "odd.py").write_bytes(b"# coding: klingon\n")
    sources = impls.load(str(folder)).sources()
    assert {name for name in sources if name.startswith(".")} == set()
    assert "gone.py" not in sources
    assert "größe" in sources["latin.py"]
    assert "gr\ufffd" in sources["none.py"]


def test_a_folder_that_cannot_be_imported_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "__init__.py").write_text("def (", "utf-8")
    code, said = _outcome(capsys, "plan", "--impl", str(tmp_path))
    assert code == 2
    assert "cannot be imported: SyntaxError" in said


def test_two_implementations_of_one_name_are_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, said = _outcome(capsys, "plan", "--impl", "python_loops", "--impl", "impls/python_loops")
    assert code == 2
    assert "two are called 'python_loops'" in said

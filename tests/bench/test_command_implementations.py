"""Implementations as they are named on the command line: missing, broken, or two of one name."""

import re
import shutil
from pathlib import Path

import pytest

from propbench import impls
from propbench.bench.descriptions import describe
from propbench.command import main
from tests.bench import broken, wicked
from tests.bench.commands import outcome


def test_cells_that_fail_alike_are_told_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = broken.write("raises", tmp_path)
    chosen = ("--impl", str(folder), "--cases", "raises-shallow-relu-*-m100-*")
    out = tmp_path / "out"
    code, said = outcome(capsys, "run", "--profile", "quick", *chosen, "--out", str(out))
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
    code, said = outcome(capsys, "plan", "--profile", "quick", "--impl", str(folder))
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
    assert outcome(capsys, "plan", "--profile", "quick", "--impl", str(folder))[0] == code


@pytest.mark.parametrize(
    ("name", "words"), [("quits", "please install libfoo"), ("leaves", "without a word")]
)
@pytest.mark.parametrize("command", ["plan", "run"])
def test_a_folder_that_ends_the_process_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, words: str, command: str
) -> None:
    chosen = ("--impl", str(wicked.write(name, tmp_path)))
    code, said = outcome(capsys, command, "--profile", "quick", *chosen)
    assert code == 2
    assert f"ends the process when it is imported: {words}" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("name", ["größe", "a-b", "ceiling", "long" * 11, "1st"])
def test_a_folder_with_an_odd_name_is_a_usage_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    shutil.copytree(impls.load("numpy_vectorized").folder, folder)
    code, said = outcome(capsys, "plan", "--profile", "quick", "--impl", str(folder))
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
    code, said = outcome(capsys, "plan", "--impl", str(tmp_path))
    assert code == 2
    assert "cannot be imported: SyntaxError" in said


def test_two_implementations_of_one_name_are_a_usage_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, said = outcome(capsys, "plan", "--impl", "python_loops", "--impl", "impls/python_loops")
    assert code == 2
    assert "two are called 'python_loops'" in said


def test_a_folders_name_is_all_of_its_configurations_and_trains_nothing_unless_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    own = [name for name in impls.names() if name.startswith("numba_fused:")]
    assert len(own) > 1
    assert list(describe(["numba_fused", "numba_fused:serial"])) == own
    words = ("plan", "--profile", "quick", "--impl", "numba_fused")
    assert main(words) == 0
    assert "train nothing for the claims; --train does" in capsys.readouterr().out
    assert main([*words, "--train"]) == 0
    assert "train networks for the claims" in capsys.readouterr().out

"""The command: exit codes, one clear line, and text that fits a terminal."""

import os
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from propbench.bench import folders
from propbench.bench.exits import CANNOT_JUDGE, DONE, ENVIRONMENT
from propbench.bench.messages import COLUMNS
from propbench.command import main
from propbench.reports.frame import Frames, writers
from propbench.reports.pages import site
from propbench.reports.terminal import summary_lines
from tests.reports.outline import Outline
from tests.reports.synthetic import Plan, write
from tests.reports.synthetic_model import SMALL


@pytest.fixture(scope="module")
def written(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that one report was written into, and what it printed."""
    out = tmp_path_factory.mktemp("out")
    with redirect_stdout(StringIO()) as printed:
        assert main(["report", "--runs", str(run_folder.parent), "--out", str(out)]) == DONE
    return out, printed.getvalue()


def test_report_writes_the_page_and_ends_with_its_path(written: tuple[Path, str]) -> None:
    out, printed = written
    assert printed.splitlines()[-1] == f"Page: {out / folders.PAGE}"
    assert "\x1b" not in printed
    assert {path.name for path in out.glob("*.html")} == {
        "index.html",
        "claims.html",
        "networks.html",
        "results.html",
    }


def test_links_to_data_files_are_beside_the_page(written: tuple[Path, str]) -> None:
    out, _ = written
    links = Outline((out / folders.PAGE).read_text("utf-8")).values("href")
    files = {link.partition("#")[0] for link in links} - {""}
    assert files >= writers.FILES.keys()
    assert all((out / name).is_file() for name in files)


def test_the_same_files_give_the_same_bytes_whatever_the_hash_seed(
    written: tuple[Path, str], run_folder: Path, tmp_path: Path
) -> None:
    """Also in a process of its own: the seed of this one is another."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    command = [sys.executable, "-m", "propbench", "report", "--out", str(tmp_path)]
    command += ["--runs", str(run_folder.parent)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    here, there = (
        {path.name: path.read_bytes() for path in out.iterdir()} for out in (written[0], tmp_path)
    )
    assert here == there


def test_one_file_holds_all_pages_to_be_mailed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "runs" / "little", Plan(profile=replace(SMALL, slices=()), training=False))
    assert main(["report", "--one", "--out", str(tmp_path)]) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == f"Page: {tmp_path / site.ALONE}"
    assert [path.name for path in tmp_path.glob("*.html")] == [site.ALONE]


def test_no_line_but_the_path_is_wider_than_a_terminal(frames: Frames) -> None:
    *lines, path = summary_lines(frames, Path("somewhere") / "index.html")
    assert max(len(line) for line in lines) <= COLUMNS
    assert path.startswith("Page: ")


def test_without_a_run_nothing_can_be_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--runs", str(tmp_path)]) == CANNOT_JUDGE
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_refused_file_is_named_with_its_field(
    run_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "runs" / "1"
    broken.mkdir(parents=True)
    for file in run_folder.iterdir():
        (broken / file.name).write_text(
            file.read_text("utf-8").replace('"profile": "quick"', '"profile": 3'), "utf-8"
        )
    arguments = ["report", "--runs", str(tmp_path / "runs"), "--out", str(tmp_path / "out")]
    assert main(arguments) == CANNOT_JUDGE
    error = capsys.readouterr().err
    assert "run.json" in error
    assert "profile" in error
    assert not (tmp_path / "out" / folders.PAGE).exists()


def test_output_that_cannot_be_written_is_an_environment_error(
    run_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    arguments = ["report", "--runs", str(run_folder.parent), "--out", str(tmp_path / "file")]
    assert main(arguments) == ENVIRONMENT


def test_opening_a_page_that_is_not_there_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["open", "--out", str(tmp_path)]) == CANNOT_JUDGE
    assert "propbench report" in capsys.readouterr().err

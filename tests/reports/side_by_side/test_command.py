"""`propbench compare` and `propbench.compare`: found, refused, printed, written."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import propbench
from propbench.bench.claims.referee.evidence import NOTHING
from propbench.bench.claims.runs import reference
from propbench.bench.exits import CANNOT_JUDGE, DONE, USAGE, UsageError
from propbench.bench.results.stored import run_named
from propbench.command import main
from propbench.reports.side_by_side.named_runs import names
from tests.reports.outline import Outline
from tests.reports.side_by_side.laptops import OTHER_MACHINE, PLAN, stored


@pytest.fixture(autouse=True)
def nothing_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference, "load", lambda _: NOTHING)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    stored(out / "runs" / "20261123T180500Z-quick")
    stored(out / "runs" / "20261124T180500Z-quick", OTHER_MACHINE, cpu="<b>Other</b> CPU")
    return out


def test_two_runs_by_name_are_told_and_the_page_lies_in_the_folder_for_results(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["20261123T180500Z-quick", "20261124T180500Z-quick"]
    assert main(["compare", *words, "--out", str(out)]) == DONE
    *lines, last = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("A: 20261123T180500Z-quick, Example CPU")
    assert "What changes with the machine?" in lines
    assert last == f"Page: {out / 'compare.html'}"


def test_the_page_is_one_whole_file_with_a_column_a_run_and_foreign_words_as_words(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [str(folder) for folder in sorted((out / "runs").iterdir())]
    page = tmp_path / "page.html"
    assert main(["compare", *folders, "--html", str(page), "--out", str(tmp_path / "no")]) == DONE
    capsys.readouterr()
    text = page.read_text("utf-8")
    outline = Outline(text)
    assert outline.wrong == []
    links = outline.values("src") + outline.values("href")
    assert [link for link in links if not link.startswith("#")] == []
    assert "&lt;b&gt;Other&lt;/b&gt; CPU" in text
    assert text.count('<th scope="col">B</th>') >= 3
    assert not (tmp_path / "no").exists()


def test_every_object_and_row_that_is_written_names_its_run_and_its_machine(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [str(folder) for folder in sorted((out / "runs").iterdir())]
    csv = tmp_path / "cells.csv"
    words = ["--json", "--csv", str(csv), "--html", str(tmp_path / "page.html")]
    assert main(["compare", *folders, *words]) == DONE
    told, progress = capsys.readouterr()
    stored = json.loads(told)
    assert stored["schema_version"] == 1
    assert [run["name"] for run in stored["runs"]] == ["A", "B"]
    rows = [*stored["answers"], *stored["since"], *stored["runs"]]
    assert all(row["run"] and row["machine"] for row in rows)
    assert progress.splitlines()[-1].startswith("Page: ")
    table = pd.read_csv(csv)
    assert list(table.columns[:3]) == ["run", "machine", "implementation"]
    assert table["run"].nunique() == table["machine"].nunique() == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere", "20261124T180500Z-quick"], "no run 'nowhere'"),
        (["20261124T180500Z-quick"], "got 1 run(s) to compare, expected 2 to 8"),
        (["20261124T180500Z-quick"] * 2, "is named twice"),
    ],
)
def test_what_cannot_be_compared_ends_in_one_line(
    out: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *words, "--out", str(out)]) == USAGE
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


def test_a_run_of_another_schema_is_refused_by_name(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = stored(tmp_path / "from-later", PLAN, schema_version=9)
    assert (
        main(["compare", "20261123T180500Z-quick", str(other), "--out", str(out)]) == CANNOT_JUDGE
    )
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("propbench: from-later/run.json schema_version is 9")


def test_from_python_the_same_is_an_object_that_shows_itself(out: Path) -> None:
    shown = propbench.compare(*(out / "runs").iterdir())
    assert "How much faster?" in repr(shown)
    assert shown._repr_html_().startswith("<pre>")
    assert "&lt;b&gt;" in shown._repr_html_()
    assert shown.plot() is not None
    assert shown.changes == shown.compared.changes
    assert set(shown.answers["question"]) >= {"faster", "which", "compile", "trust"}
    with pytest.raises(UsageError, match="no run"):
        propbench.compare("a", "b")


def test_a_run_is_named_by_its_path_its_folder_or_its_name(out: Path, tmp_path: Path) -> None:
    newest = out / "runs" / "20261124T180500Z-quick"
    assert run_named(str(newest), tmp_path) == newest
    assert run_named(str(out), tmp_path) == newest
    assert run_named(str(out / "runs"), tmp_path) == newest
    assert run_named(newest.name, out) == newest
    with pytest.raises(UsageError, match="the newest there are 20261124T180500Z-quick, 2026"):
        run_named("x", out)
    with pytest.raises(UsageError, match="there is none"):
        run_named("x", tmp_path)


def test_columns_are_headed_by_short_names_and_else_by_letters() -> None:
    assert names(["runs/anna", "elsewhere/ben/"]) == ("anna", "ben")
    assert names(["anna/propbench-out", "ben/propbench-out"]) == ("A", "B")
    assert names(["20261124T180500Z-quick", "ben"]) == ("A", "B")


def test_many_runs_stay_within_80_columns(tmp_path: Path) -> None:
    folders = [stored(tmp_path / f"machine-{n}", replace(PLAN, costs=False)) for n in range(5)]
    lines = repr(propbench.compare(*folders)).splitlines()
    assert max(map(len, lines)) <= 80
    assert sum("machine-4" in line for line in lines) > 3

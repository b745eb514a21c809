"""Runs of which the truth is known add up, small and whole, and keep their verdicts."""

import lzma
import shutil
from pathlib import Path

import pytest

from propbench.bench.regression.selftest import archive
from propbench.bench.regression.selftest.archive import SelfTestRun
from propbench.bench.regression.selftest.real import verdicts
from propbench.bench.regression.sides.refusals import Refusal
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.results import ResultError
from tests.bench.regression.synthetic import World, kept, run

CLEAN = run(World())


def test_runs_add_up_in_the_archive(tmp_path: Path) -> None:
    archive.add(tmp_path, kept("a", CLEAN))
    archive.add(tmp_path, kept("b", CLEAN))
    assert archive.runs(tmp_path, tmp_path / "none") == [kept("a", CLEAN), kept("b", CLEAN)]


def test_local_runs_are_shipped_once(tmp_path: Path) -> None:
    shipped = tmp_path / "shipped"
    archive.add(tmp_path, kept("a", CLEAN))
    assert archive.ship(tmp_path, shipped) == 1
    archive.add(tmp_path, kept("b", CLEAN))
    assert archive.ship(tmp_path, shipped) == 1
    assert archive.ship(tmp_path, shipped) == 0
    assert archive.runs(tmp_path / "elsewhere", shipped) == [kept("a", CLEAN), kept("b", CLEAN)]
    assert archive.runs(tmp_path, shipped) == [kept("a", CLEAN), kept("b", CLEAN)]


def test_more_than_may_be_shipped_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 100)
    archive.add(tmp_path, kept("a", CLEAN))
    with pytest.raises(ResultError, match="more than 100"):
        archive.ship(tmp_path, tmp_path / "shipped")
    assert not (tmp_path / "shipped").exists()


@pytest.mark.parametrize(
    "content", [b"torn", lzma.compress(b"{}"), lzma.compress(b"[" * 9_000_000)]
)
def test_a_run_that_cannot_be_used_is_named(tmp_path: Path, content: bytes) -> None:
    archive.add(tmp_path, kept("a", CLEAN))
    (tmp_path / archive.LOCAL / "a-regress.json.xz").write_bytes(content)
    with pytest.raises(ResultError, match=r"a-regress\.json\.xz"):
        archive.runs(tmp_path, tmp_path / "none")


def test_rounded_times_are_judged_as_they_are_kept() -> None:
    slow = run(World(slower={"case-05": 1.1}))
    packed = archive.compact(slow)
    assert packed.verdict == judge(packed)
    assert verdicts(judge(packed)) == verdicts(judge(slow))
    digits = [len(str(packed.restarts[0].samples[0].sides["base"].cpu_s[0]))]
    assert max(digits) <= len("0.0") + 6


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("regression/sampling/interleaving.py", True),
        ("regression/verdict/inference.py", True),
        ("regression/selftest/real.py", True),
        ("sampling/turns.py", True),
        ("sampling/conductor.py", False),
        ("regression/sides/git.py", False),
        ("regression/output/terminal.py", False),
    ],
)
def test_what_samples_and_judges_is_told_by_the_fingerprint(
    tmp_path: Path, file: str, changes: bool
) -> None:
    copy, bench = tmp_path / "bench", Path(archive.__file__).parents[2]
    for part in ("regression", "sampling"):
        shutil.copytree(bench / part, copy / part, ignore=shutil.ignore_patterns("runs"))
    assert archive.code(copy) == archive.code()
    changed = copy / file
    changed.write_text(f"{changed.read_text('utf-8')}\n# a comment\n", "utf-8")
    assert archive.code(copy) == archive.code()
    changed.write_text(f"{changed.read_text('utf-8')}\nANOTHER = 1\n", "utf-8")
    assert (archive.code(copy) != archive.code()) == changes


def test_what_the_check_uses_of_the_engine_imports_nothing_else_of_it() -> None:
    """So that one look at the imports is enough for the fingerprint."""
    bench = Path(archive.__file__).parents[2]
    used = archive.engine(sorted((bench / "regression").rglob("*.py")), bench / "sampling")
    assert {"pairs", "stacks", "turns"} <= {file.stem for file in used}
    assert archive.engine(used, bench / "sampling") == []


def test_runs_of_earlier_versions_are_read_under_their_earlier_names(tmp_path: Path) -> None:
    """What is shipped was stored when a look was a stage and an A/A control a twin."""
    first = archive.runs(tmp_path)[0]
    assert b'"twin"' in lzma.decompress(next(iter(sorted(archive.SHIPPED.iterdir()))).read_bytes())
    assert {restart.look for restart in first.comparison.restarts} <= {"screen", "confirm"}
    assert any("aa" in one.sides for one in first.comparison.restarts[0].samples)
    assert "all A/A controls" in {row.id for row in first.verdict.rows}
    assert SelfTestRun.model_validate_json(first.model_dump_json()) == first


def test_no_path_is_kept() -> None:
    refusal = Refusal(id="case-05", trouble="failed", reason="base: no /home/me/x.py: line 3")
    packed = archive.compact(run(World(refused=[refusal])))
    assert packed.refused[0].reason == "base: no ...: line 3"
    assert "/home" not in packed.model_dump_json()


def test_shipped_runs_have_the_verdicts_that_their_samples_give(tmp_path: Path) -> None:
    """Whichever version sampled them: a change of the verdict is seen."""
    shipped = archive.runs(tmp_path)
    for one in shipped[:: max(1, len(shipped) // 10)]:
        assert verdicts(judge(one.comparison)) == verdicts(one.verdict), one.comparison.id

"""Runs of which the truth is known add up, small and whole, and keep their verdicts."""

import lzma
from pathlib import Path

import pytest

from propbench.bench.regression.judge import judge
from propbench.bench.regression.records import Refusal
from propbench.bench.regression.selftest import archive
from propbench.bench.regression.selftest.command import of_this_code
from propbench.bench.regression.selftest.real import verdicts
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
    assert packed.judgement == judge(packed)
    assert verdicts(judge(packed)) == verdicts(judge(slow))
    digits = [len(str(packed.restarts[0].samples[0].sides["base"].cpu_s[0]))]
    assert max(digits) <= len("0.0") + 6


def test_no_path_is_kept() -> None:
    refusal = Refusal(id="case-05", trouble="failed", reason="base: no /home/me/x.py: line 3")
    packed = archive.compact(run(World(refused=[refusal])))
    assert packed.refused[0].reason == "base: no ...: line 3"
    assert "/home" not in packed.model_dump_json()


def test_shipped_runs_have_the_verdicts_that_their_samples_give(tmp_path: Path) -> None:
    shipped = of_this_code(archive.runs(tmp_path))
    for one in shipped[:: max(1, len(shipped) // 10)]:
        assert verdicts(judge(one.comparison)) == verdicts(one.judgement), one.comparison.id

"""Stored files with random changes: refused in one line, or else the change means nothing.

At most 5 s of CPU time and 300 MiB for each, and no exit code of a verdict that was not measured.
"""

import random
import resource
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from propbench.bench.claims.referee.evidence import NOTHING
from propbench.bench.claims.runs import reference
from propbench.bench.exits import CANNOT_JUDGE, DONE
from propbench.bench.grid import Slice
from propbench.bench.regression import store
from propbench.bench.regression.comparing import judged
from propbench.bench.results import ResultError, pack, unpack
from propbench.command import main
from tests.bench.claims.test_reference import CLAIMS, OUTCOME, RUN, SEEN, _stamp
from tests.bench.regression.synthetic import World, run
from tests.long import mutations
from tests.reports.synthetic import Plan, write
from tests.reports.synthetic_model import SMALL

pytestmark = pytest.mark.long

MOST_S, MOST_BYTES = 5.0, 300 * 2**20
HANGS_S = 60
LITTLE = Plan(
    profile=replace(SMALL, slices=(Slice(("train_step",), (1, 100), ("shallow",), ("relu",)),)),
    processes=2,
    training=False,
)
Repeats = Callable[[int], int]


@contextmanager
def limited(what: str) -> Iterator[None]:
    """Within, what takes too much CPU time or memory fails the test, as what hangs does."""

    def give_up(*_: object) -> None:
        pytest.fail(f"{what} hangs")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(HANGS_S)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    yield
    signal.alarm(0)
    assert time.process_time() - started <= MOST_S, what
    grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    assert grown <= MOST_BYTES, what


def _mutated(path: Path, generator: random.Random) -> str:
    """What was done to the file."""
    kind = generator.choices(("bytes", "json", "file"), (4, 5, 1))[0]
    if kind == "file":
        mutations.of_file(path, generator)
    else:
        change = mutations.of_bytes if kind == "bytes" else mutations.of_json
        path.write_bytes(change(path.read_bytes(), generator))
    return f"{path.name}, {kind}"


def _told(capsys: pytest.CaptureFixture[str], code: int, what: str) -> None:
    err = capsys.readouterr().err
    beside_the_meter = [line for line in err.splitlines() if not line.lstrip().startswith("[")]
    if code != DONE:
        assert len(beside_the_meter) == 1, f"{what}: {err}"
        assert beside_the_meter[0].startswith("propbench: "), f"{what}: {err}"


def test_a_run_with_a_change_has_a_page_or_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    repeats: Repeats,
    seed: int,
) -> None:
    # What is shipped has a test of its own, and takes longer to read than all the rest.
    monkeypatch.setattr(reference, "load", lambda _: NOTHING)
    original = write(tmp_path / "original", LITTLE)
    assert main(["report", "--out", str(_copy(original, tmp_path / "warm"))]) == DONE
    for number in range(repeats(1_000)):
        generator = random.Random(f"{seed}-{number}")  # noqa: S311
        out = _copy(original, tmp_path / "out")
        file = generator.choice(sorted((out / "runs" / "original").iterdir()))
        what = f"change {number} of seed {seed}: {_mutated(file, generator)}"
        with limited(what):
            code = main(["report", "--out", str(out)])
        assert code in (DONE, CANNOT_JUDGE), what
        _told(capsys, code, what)


def _copy(original: Path, out: Path) -> Path:
    """A folder of results with this run."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(original, out / "runs" / original.name)
    return out


def test_a_comparison_with_a_change_keeps_its_verdict_or_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], repeats: Repeats, seed: int
) -> None:
    comparison = judged(run(World(cases=3)))
    assert comparison.verdict is not None
    original = store.save(tmp_path, comparison)
    for number in range(repeats(800)):
        generator = random.Random(f"{seed}-{number}")  # noqa: S311
        path = tmp_path / "changed.json"
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        shutil.copy(original, path)
        what = f"change {number} of seed {seed}: {_mutated(path, generator)}"
        with limited(what):
            code = main(["regress", "--replay", str(path)])
        _told(capsys, code, what)
        if code == comparison.verdict.exit_code:
            assert store.load(path).verdict == comparison.verdict, what
        else:
            assert code == CANNOT_JUDGE or not path.is_file(), what


def test_shipped_runs_with_a_change_are_as_they_were_or_refused(
    tmp_path: Path, repeats: Repeats, seed: int
) -> None:
    outcomes = {replace(RUN, seed=each): OUTCOME for each in range(20)}
    seen = [SEEN.model_copy(update={"value": float(value)}) for value in range(20)]
    original = tmp_path / "original"
    reference.save(_stamp(), outcomes, seen, original)
    for number in range(repeats(200)):
        generator = random.Random(f"{seed}-{number}")  # noqa: S311
        folder = tmp_path / "changed"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(original, folder)
        file = generator.choice(sorted(folder.iterdir()))
        packed = file.suffix == ".xz"
        if packed and generator.random() < 0.5:
            what = "the text that is packed"
            change = generator.choice((mutations.of_bytes, mutations.of_json))
            text = change(unpack(file, 2**20).encode(), generator).decode("utf-8", "replace")
            file.write_bytes(pack(text))
        elif packed:
            what = "the packed bytes"
            file.write_bytes(mutations.of_bytes(file.read_bytes(), generator))
        else:
            what = _mutated(file, generator)
        with limited(f"change {number} of seed {seed}: {file.name}, {what}"):
            try:
                loaded = reference.load(CLAIMS, folder)
            except ResultError:
                continue
        if what == "the packed bytes":
            assert len(loaded.training) in (0, 20)
            assert loaded.observations in ((), tuple(seen))

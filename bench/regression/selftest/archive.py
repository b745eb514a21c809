"""The archive: runs of which the truth is known, a small packed file each.

    bench/regression/selftest/runs/     shipped with the repository, so that they add up for ever
    reports/out/regress-selftest/       added here, until they are shipped

Times are rounded before they are judged: what is kept gives the verdict that is kept.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from propbench.bench.provenance import fingerprint
from propbench.bench.regression.sampling.records import Restart, SideSamples
from propbench.bench.regression.verdict.judge import judge
from propbench.bench.regression.verdict.records import RegressionRun, RegressionVerdict
from propbench.bench.results import Record, ResultError, pack, parse, unpack, write_atomically

SHIPPED = Path(__file__).parent / "runs"
_BENCH = Path(__file__).parents[2]
LOCAL = "regress-selftest"
MAX_BYTES = 5 * 2**20
"""Of all shipped runs."""

_SUFFIX = ".json.xz"
_MAX_TEXT_BYTES = 8 * 2**20
_DIGITS = 5
"""Significant ones of each time: rounding adds less than 0.005 %."""
_PATH = re.compile(r"(?<!\w)/[^\s:'\"]+")

Kind = Literal["clean", "injected", "everywhere"]


class SelfTestRun(Record):
    """A comparison of which the truth is known."""

    schema_version: Literal[1]
    code: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    """Fingerprint of what sampled and judged."""
    kind: Kind
    loaded: bool
    """Whether another process kept a core busy."""
    loaded_core: int | None
    """Which one: the driver's, or that of the two sides."""
    other_cores: Annotated[float, Field(ge=0)]
    """Cores that processes other than the check's kept busy meanwhile, on average."""
    shares: dict[str, Annotated[float, Field(gt=0)]]
    """Extra work of head, by case; empty when both sides are the same."""
    comparison: RegressionRun

    @property
    def verdict(self) -> RegressionVerdict:
        assert self.comparison.verdict is not None
        return self.comparison.verdict


def code(bench: Path = _BENCH) -> str:
    """Fingerprint of what samples and what judges, and of how the runs are asked for."""
    check = bench / "regression"
    folders = (check / "sampling", check / "verdict")
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    files.append(check / "selftest" / "real.py")
    return fingerprint([*files, *engine(files, bench / "sampling")])[:12]


def engine(files: Iterable[Path], folder: Path) -> list[Path]:
    """Modules of the engine's folder that these files import."""
    text = "".join(file.read_text("utf-8") for file in files)
    modules = sorted(folder.glob("*.py"))
    return [file for file in modules if f"bench.sampling.{file.stem} import" in text]


def compact(comparison: RegressionRun) -> RegressionRun:
    """As it is kept: times rounded, paths left out, and judged afterwards."""
    refused = [
        refusal.model_copy(update={"reason": _PATH.sub("...", refusal.reason)})
        for refusal in comparison.refused
    ]
    restarts = [_rounded(restart) for restart in comparison.restarts]
    kept = comparison.model_copy(update={"restarts": restarts, "refused": refused})
    return kept.model_copy(update={"verdict": judge(kept)})


def runs(out: Path, shipped: Path = SHIPPED) -> list[SelfTestRun]:
    """All runs, shipped and local, each once, oldest first. Raises ResultError."""
    files = {path.name: path for folder in (out / LOCAL, shipped) for path in _files(folder)}
    return [_read(files[name]) for name in sorted(files)]


def add(out: Path, run: SelfTestRun) -> None:
    """Keep a run."""
    (out / LOCAL).mkdir(parents=True, exist_ok=True)
    write_atomically(_path(out / LOCAL, run), _packed(run))


def ship(out: Path, shipped: Path = SHIPPED) -> int:
    """Copy local runs to the shipped ones; how many were new. Raises ResultError."""
    known = {path.name for path in _files(shipped)}
    new = [path for path in _files(out / LOCAL) if path.name not in known]
    size = sum(path.stat().st_size for path in [*_files(shipped), *new])
    if size > MAX_BYTES:
        raise ResultError(f"shipped runs would take {size} bytes, more than {MAX_BYTES}")
    packed = {path.name: _packed(_read(path)) for path in new}
    shipped.mkdir(exist_ok=True)
    for name, content in packed.items():
        write_atomically(shipped / name, content)
    return len(packed)


def _rounded(restart: Restart) -> Restart:
    samples = [
        case.model_copy(update={"sides": {role: _side(side) for role, side in case.sides.items()}})
        for case in restart.samples
    ]
    return restart.model_copy(update={"started_s": round(restart.started_s, 2), "samples": samples})


def _side(samples: SideSamples) -> SideSamples:
    return samples.model_copy(
        update={"cpu_s": _digits(samples.cpu_s), "wall_s": _digits(samples.wall_s)}
    )


def _digits(values: Iterable[float]) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in values]


def _path(folder: Path, run: SelfTestRun) -> Path:
    return folder / f"{run.comparison.id}{_SUFFIX}"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{_SUFFIX}"))


def _packed(run: SelfTestRun) -> bytes:
    return pack(run.model_dump_json())


def _read(path: Path) -> SelfTestRun:
    return parse(SelfTestRun, unpack(path, _MAX_TEXT_BYTES), path.name)

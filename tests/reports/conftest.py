"""One synthetic run of every kind of cell, read and rendered once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from propbench.reports.frame import Frames
from propbench.reports.pages import Report, site
from propbench.reports.pages.rendering import Renderer
from tests.reports.synthetic import Plan, read, write

FAILED = "numba_loops-shallow-relu-backward-m100-float64-1t"
INVALID = "numpy_vectorized-shallow-relu-forward-m10-float64-1t"
UNSTABLE = "numpy_vectorized-shallow-relu-forward-m100-float64-1t"
UNREACHED = "numba_loops-shallow-tanh-train_step-m1000-float64-1t"

HOSTILE = "<script>alert(1)</script> $x_{ =1+1 </pre></style>"

PLAN = Plan(
    failed={FAILED: f"wrong result: {HOSTILE}"},
    invalid={INVALID: "asked for 1 thread(s), observed 2"},
    unstable=frozenset({UNSTABLE}),
    unreached=frozenset({UNREACHED}),
    sources={"dense.py": f'"""{HOSTILE}"""\n'},
    status="partial",
)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("runs") / "2026-11-23", PLAN)


@pytest.fixture(scope="session")
def frames(run_folder: Path) -> Frames:
    return read(run_folder)


@pytest.fixture(scope="session")
def pages(frames: Frames) -> Mapping[str, str]:
    """Every page by its file, and the one that has them all."""
    renderer = Renderer(Report(frames))
    return {**site.render(renderer), site.ALONE: site.render_alone(renderer)}


@pytest.fixture(scope="session")
def text(pages: Mapping[str, str]) -> str:
    """All pages in one."""
    return pages[site.ALONE]

"""The site of a standard run stays small enough to send by mail."""

import pytest

from propbench import impls
from propbench.bench import folders, grid
from propbench.bench.regression.comparing import judged
from propbench.reports import frame
from propbench.reports.frame import Frames
from propbench.reports.pages import Report, site
from propbench.reports.pages.rendering import Renderer
from tests.bench.regression.synthetic import World, run
from tests.reports.synthetic import Plan, write
from tests.reports.synthetic_model import FAMILIES

INDEX_LIMIT = 600_000
SITE_LIMIT = 3_000_000


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """As much as a standard run holds: its cells, the shipped claims, the code of everybody."""
    longest = max((impls.load(name).sources() for name in impls.names()), key=_letters)
    plan = Plan(profile=grid.STANDARD, implementations=tuple(FAMILIES), sources=longest)
    return frame.read(write(tmp_path_factory.mktemp("runs") / "standard", plan))


def _letters(sources: dict[str, str]) -> int:
    return sum(map(len, sources.values()))


def test_the_site_of_a_standard_run_keeps_to_its_limits(standard: Frames) -> None:
    pages = site.render(Renderer(Report(standard, judged(run(World())))))
    assert len(standard.cells) > 700
    assert len(standard.claims.verdicts) > 10
    sizes = {name: len(text.encode()) for name, text in pages.items()}
    assert sizes[folders.PAGE] <= INDEX_LIMIT
    assert sum(sizes.values()) <= SITE_LIMIT

"""Every claim says where the course teaches it, in a link that nothing follows by itself."""

import pytest

from propbench.bench.claims import names
from propbench.reports.claims import words_of
from propbench.reports.claims.lesson import COURSE
from propbench.reports.pages import Report
from propbench.reports.pages.rendering import Renderer
from propbench.reports.pages.site import render
from tests.reports.outline import Outline
from tests.reports.synthetic import Plan, read, write

CLAIMS = [f"C{int(name[1:3])}" for name in names()]


@pytest.mark.parametrize("claim", CLAIMS)
def test_every_claim_names_its_lesson_with_a_safe_address(claim: str) -> None:
    lesson = words_of(claim).lesson
    assert lesson is not None
    assert lesson.address.startswith("https://")
    assert lesson.words == f"{COURSE}, week {lesson.week}: {lesson.title}"
    assert 1 <= lesson.week <= 4


def test_the_page_links_each_lesson_beside_what_is_taught(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    run = read(write(tmp_path_factory.mktemp("lessons") / "2026-11-23", Plan()))
    outline = Outline(render(Renderer(Report(run)))["claims.html"])
    lessons = [words_of(claim.registration.id).lesson for claim in run.claims.verdicts]
    assert outline.cited() == [lesson.address for lesson in lessons if lesson]
    assert set(outline.values("rel")) == {"noopener"}

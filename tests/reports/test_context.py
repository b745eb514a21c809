"""All that the pages say, as JSON; and half of the work in a copy of the process."""

import json

import pytest

from propbench.reports.frame import Frames
from propbench.reports.pages import Report, pages
from propbench.reports.pages.blocks import drawings
from propbench.reports.pages.context import context
from propbench.reports.pages.halves import in_halves
from propbench.reports.pages.rendering import Renderer


def test_the_context_has_every_section_and_every_table_of_every_page(frames: Frames) -> None:
    renderer = Renderer(Report(frames))
    said = json.loads(context(renderer))
    assert said["run"] == frames.run.id
    assert list(said["pages"]) == [page.name for page in pages()]
    for page in pages():
        sections = said["pages"][page.name]["sections"]
        own = renderer.filled(page)
        assert [one["id"] for one in sections] == [filled.section.id for filled in own]
        text = json.dumps(sections)
        for filled in own:
            for drawing in drawings(filled.blocks):
                assert json.dumps(drawing.figure.title) in text


def test_the_same_run_has_the_same_context(frames: Frames) -> None:
    assert context(Renderer(Report(frames))) == context(Renderer(Report(frames)))


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_halves_come_back_in_order(n: int) -> None:
    assert in_halves(lambda piece: piece * piece, range(n)) == [piece * piece for piece in range(n)]


@pytest.mark.parametrize("wrong", [0, 1])
def test_what_goes_wrong_in_either_half_is_told(
    wrong: int, capfd: pytest.CaptureFixture[str]
) -> None:
    def work(piece: int) -> int:
        if piece == wrong:
            raise ValueError(f"piece {piece}")
        return piece

    with pytest.raises(ValueError, match=f"piece {wrong}"):
        in_halves(work, [0, 1])
    capfd.readouterr()

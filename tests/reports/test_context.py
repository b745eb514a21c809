"""All that the pages say, as JSON."""

import json

from propbench.reports.frame import Frames
from propbench.reports.pages import Report, pages
from propbench.reports.pages.blocks import drawings
from propbench.reports.pages.context import context
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

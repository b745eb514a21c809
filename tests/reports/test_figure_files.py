"""A new figure is one file, and no other edit."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from propbench.reports import figures
from propbench.reports.drawing.style import palette
from propbench.reports.frame import Frames
from propbench.reports.pages import Report, pages, results, sections
from propbench.reports.pages.rendering import Renderer

TOY = '''
"""A toy: every measured cell, its seconds against m."""

from propbench.reports.drawing import SECONDS, SIZES, Axis, Facets, FigureSpec, Panels, points

FIGURE = FigureSpec(
    place=("SECTION", 9),
    title="Everything at once",
    data=lambda frames: frames.cells[frames.cells["kind"] == "measured"],
    facets=Facets(
        panels=Panels("division"),
        x=Axis("m", SIZES),
        y=Axis("median_s", SECONDS),
        marks=(points(),),
    ),
    reading="A dot is a cell.",
    absent="Nothing was measured.",
)
'''


def rendered(frames: Frames) -> str:
    """The page of results."""
    (page,) = (page for page in pages() if page.name == "results")
    return Renderer(Report(frames)).page([page])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose files are figures, too."""
    monkeypatch.setattr(figures, "__path__", [*figures.__path__, str(tmp_path)])
    yield tmp_path
    sys.modules.pop(f"{figures.__name__}.toy_cells", None)


def test_a_file_in_the_folder_is_a_figure_on_the_page(frames: Frames, folder: Path) -> None:
    (folder / "toy_cells.py").write_text(TOY.replace("SECTION", "noise"), "utf-8")
    found = {figure.id: figure for figure in figures.all_figures()}
    assert "toy-cells" in found
    text = rendered(frames)
    assert text.index('<h2 id="noise">') < text.index('<h3 id="toy-cells">Everything at once')
    assert text.index('<h3 id="noisiest">') < text.index('<h3 id="toy-cells">')
    assert "A dot is a cell." in text
    table = found["toy-cells"].data(frames)
    drawn = found["toy-cells"].draw(table, palette(frames.implementations))
    assert drawn is not None
    assert len(drawn.axes) == table["division"].nunique()


def test_a_figure_of_no_section_is_refused_by_name(frames: Frames, folder: Path) -> None:
    (folder / "toy_cells.py").write_text(TOY.replace("SECTION", "nowhere"), "utf-8")
    with pytest.raises(KeyError, match="nowhere"):
        rendered(frames)


SECTION = '''
"""A toy: a section of one sentence."""

from propbench.reports.pages import Section
from propbench.reports.pages.blocks import Words

SECTION = Section(99, "Toy", "A toy section", lambda report: [Words("It is `there`.")])
'''


def test_a_file_in_the_folder_of_a_page_is_a_section_of_it(
    frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "__path__", [*results.__path__, str(tmp_path)])
    (tmp_path / "toy_section.py").write_text(SECTION, "utf-8")
    text = rendered(frames)
    sys.modules.pop(f"{results.__name__}.toy_section", None)
    assert '<a href="#toy-section">Toy</a>' in text
    assert '<h2 id="toy-section">A toy section <a class="here" href="#toy-section"' in text
    assert "<p>It is <code>there</code>.</p>" in text


def test_no_two_sections_of_a_page_stand_at_one_place() -> None:
    for page in pages():
        places = [section.place for section in sections(page.name)]
        assert len(set(places)) == len(places) > 0


def test_no_two_figures_of_a_section_stand_at_one_place() -> None:
    places = [figure.place for figure in figures.all_figures()]
    assert len(set(places)) == len(places) > 10

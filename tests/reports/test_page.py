"""The pages as files: whole, valid, safe, and the same bytes every time."""

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from propbench.reports.claims import words_of
from propbench.reports.facts.kinds import other_kinds
from propbench.reports.figures import all_figures
from propbench.reports.frame import Frames
from propbench.reports.pages import Report, site
from propbench.reports.pages.rendering import Renderer
from tests.reports.conftest import HOSTILE
from tests.reports.outline import Outline
from tests.reports.synthetic import Plan, read, write


@pytest.fixture(scope="module")
def outline(text: str) -> Outline:
    return Outline(text)


def drawings(text: str) -> list[str]:
    return re.findall(r"<svg xmlns.*?</svg>", text, re.DOTALL)


def test_elements_are_closed_in_order(outline: Outline) -> None:
    assert outline.wrong == []


def test_every_id_is_unique_and_every_link_in_the_page_resolves(outline: Outline) -> None:
    ids = Counter(outline.values("id"))
    assert [name for name, n in ids.items() if n > 1] == []
    targets = [link[1:] for link in outline.values("href") if link.startswith("#")]
    named = [name for value in outline.values("aria-labelledby") for name in value.split()]
    assert sorted(set(targets + named) - ids.keys()) == []


def test_the_page_asks_for_nothing(text: str, outline: Outline) -> None:
    links = outline.values("href") + outline.values("src") + outline.values("xlink:href")
    cited = outline.cited()
    assert [link for link in links if not link.startswith("#") and link not in cited] == []
    assert not re.search(r"url\((?!#)|@import", text)
    assert {tag for tag, _ in outline.elements} & {"link", "iframe", "img", "object"} == set()


def test_styles_and_scripts_are_ours_by_hash(text: str, outline: Outline) -> None:
    assert outline.values("style") == []
    assert len(re.findall(r"<script", text)) == len(re.findall(r"<style", text)) == 1
    policy = next(a["content"] for _, a in outline.elements if a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    script = re.search(r"<script>(.*)</script>", text, re.DOTALL)
    assert script is not None
    assert len(script[1].encode()) < 15_000


def answered(frames: Frames) -> int:
    """Figures of claims that have something to show."""
    return sum(
        len(figure.data(claim)) > 0
        for claim in frames.claims.verdicts
        for words in [words_of(claim.registration.id)]
        for figure in (words.figure, *words.further.values())
    )


def test_every_drawing_is_well_formed_and_can_be_read_aloud(text: str, frames: Frames) -> None:
    wide = [drawing for drawing in drawings(text) if "-phone-title" not in drawing]
    assert len(wide) == len(all_figures()) + answered(frames) + len(other_kinds(frames))
    for drawing in drawings(text):
        root = ET.fromstring(drawing)  # noqa: S314, made here
        children = {child.tag.rpartition("}")[2]: child.text for child in root}
        assert root.get("role") == "img"
        assert children["title"]
        assert children["desc"]
        assert "style=" not in drawing
        assert "#000000" not in drawing


def test_every_figure_has_a_caption_and_its_table(text: str, frames: Frames) -> None:
    figures = len(all_figures()) + answered(frames) + len(other_kinds(frames))
    assert text.count("<figcaption>") == text.count("<figure ") == figures
    assert text.count("Table of this figure") == figures


def test_every_table_has_a_caption_and_scopes(outline: Outline) -> None:
    tags = Counter(tag for tag, _ in outline.elements)
    assert tags["table"] == tags["caption"]
    assert all("scope" in attrs for tag, attrs in outline.elements if tag == "th")


def test_hostile_text_comes_out_as_text(text: str) -> None:
    assert HOSTILE not in text
    assert "alert(1)" in text
    assert "<script>alert" not in text
    assert "$x_{ =1+1" in text


def test_no_number_is_rendered_as_nothing(outline: Outline) -> None:
    words = " ".join(outline.words)
    found = re.findall(r"(?<![\w.])(?:nan|inf|NaN|None|0\.000|-?0\.0{3,}\d*)(?![\w.])", words)
    assert found == []
    assert ">1000" not in words


def test_dark_and_print_are_there(text: str) -> None:
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert "color-scheme" in text


def test_what_is_folded_is_not_printed_and_a_sentence_says_so(text: str) -> None:
    printing = text[text.index("@media print") :]
    assert "details:not([open]) { display: none; }" in printing
    assert ".printed { display: block; }" in printing
    assert "What is folded is not printed" in text
    assert "beforeprint" not in text


def test_quick_and_partial_runs_are_marked(text: str) -> None:
    assert text.count('class="banner"') == 2
    assert "Quick run" in text
    assert "Partial run" in text


def test_without_training_the_page_says_so_in_words(tmp_path: Path) -> None:
    rendered = site.render_alone(
        Renderer(Report(read(write(tmp_path / "run", Plan(training=False)))))
    )
    assert "Not measured: this run holds no training of both." in rendered
    assert rendered.count("No training run is part of this run.") == 2

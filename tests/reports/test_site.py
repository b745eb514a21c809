"""The pages as a site: one gets from each to each, on a phone too."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from propbench.bench import folders
from propbench.reports.pages import site
from tests.reports.outline import Outline
from tests.reports.test_page import drawings


def test_every_link_between_pages_resolves(pages: Mapping[str, str]) -> None:
    outlines = {name: Outline(text) for name, text in pages.items()}
    ids = {name: outline.values("id") for name, outline in outlines.items()}
    for name, outline in outlines.items():
        for link in set(outline.values("href")) - set(outline.cited()):
            file, _, anchor = link.partition("#")
            assert file in ("", *pages), link
            assert not anchor or anchor in ids[file or name], link


def test_from_every_page_one_gets_to_every_other(pages: Mapping[str, str]) -> None:
    site_pages = pages.keys() - {site.ALONE}
    for name in site_pages:
        assert site_pages - {name} <= set(Outline(pages[name]).values("href"))


def test_one_can_skip_to_the_content(pages: Mapping[str, str]) -> None:
    for text in pages.values():
        assert Outline(text).values("href")[0] == "#main"


def test_every_figure_is_drawn_for_phones_too_with_letters_of_ten_pixels(
    pages: Mapping[str, str],
) -> None:
    every = drawings(pages[site.ALONE])
    phones = [one for one in every if "-phone-title" in one]
    assert 2 * len(phones) == len(every) > 0
    for drawing in phones:
        root = ET.fromstring(drawing)  # noqa: S314, made here
        scale = 328 / float(root.attrib["viewBox"].split()[2])
        sizes = [
            float(each.attrib["font-size"][:-2])
            for each in root.iter()
            if "font-size" in each.attrib
        ]
        assert scale * min(sizes) >= 10


def test_a_term_is_linked_to_its_meaning_where_it_is_first_used(pages: Mapping[str, str]) -> None:
    for name in (folders.PAGE, site.ALONE):
        links = re.findall(r'<a class="term" href="([^"]*)"', pages[name])
        assert links
        assert len(set(links)) == len(links)

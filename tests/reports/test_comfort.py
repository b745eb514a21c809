"""What the script adds is small; what can do without it does."""

import re
from collections.abc import Mapping

from propbench.reports import filling
from propbench.reports.pages import site

MOST_BYTES = 15_000


def test_all_scripts_together_are_small() -> None:
    assert 0 < len(filling.script().encode()) <= MOST_BYTES


def test_every_heading_with_an_anchor_links_to_it_without_the_script(
    pages: Mapping[str, str],
) -> None:
    for text in pages.values():
        headings = re.findall(r'<h[2-4] id="([^"]+)">(.*?)</h', text, re.DOTALL)
        assert headings
        for anchor, inner in headings:
            assert f'<a class="here" href="#{anchor}" aria-label=' in inner


def test_every_choice_has_a_name_of_its_own_for_the_address(pages: Mapping[str, str]) -> None:
    names = re.findall(r'data-filters="\d+" data-name="([^"]*)"', pages[site.ALONE])
    assert len(names) == len(set(names)) == 2
    assert all(names)

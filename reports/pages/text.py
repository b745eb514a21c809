"""Text as HTML: code between backticks, and terms linked where they are first used."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from propbench.reports.pages.blocks import Link
from propbench.reports.sentences.meanings import COMMON, MEANINGS

_TERMS = [term for term in MEANINGS if term not in COMMON]
_TERM = re.compile(rf"\b({'|'.join(sorted(_TERMS, key=len, reverse=True))})s?\b", re.IGNORECASE)

_EQUALS, _ON_ONE_LINE = re.compile(r"\bm = (?=\d)"), "m\u00a0=\u00a0"
"""A size is not broken at the end of a line."""


class Text:
    """Sets the text of one page; it remembers which terms are linked already."""

    def __init__(self, href: Callable[[Link], str]) -> None:
        self._href = href
        self._linked: set[str] = set()

    def __call__(self, text: str) -> Markup:
        """A paragraph."""
        return set_code(_EQUALS.sub(_ON_ONE_LINE, text), lambda part: _TERM.sub(self._link, part))

    def _link(self, found: re.Match[str]) -> str:
        term = found[1].lower()
        if term in self._linked:
            return found[0]
        self._linked.add(term)
        target = self._href(Link("results", anchor(term), found[0]))
        return f'<a class="term" href="{target}">{found[0]}</a>'


def set_code(text: str, told: Callable[[str], str] = str) -> Markup:
    """What stands between backticks as code, and `told` of the rest, which is escaped."""
    parts = str(escape(text)).split("`")
    whole = (f"<code>{part}</code>" if at % 2 else told(part) for at, part in enumerate(parts))
    return Markup("".join(whole))  # noqa: S704, escaped before


def anchor(term: str) -> str:
    """Where the glossary has it."""
    return f"term-{term.lower().replace(' ', '-')}"

"""A page as its elements, read as a browser reads it."""

from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
ENDED_BY = {
    "td": ({"td", "th", "tr"}, {"tr", "tbody", "table"}),
    "th": ({"td", "th", "tr"}, {"tr", "tbody", "table"}),
    "tr": ({"tr"}, {"tbody", "table"}),
}
"""Elements that HTML lets end without saying so: by which starts, and by which ends around them."""


class Outline(HTMLParser):
    """Every element with its attributes, and what was closed in the wrong order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._end_by(tag, 0)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._end_by(tag, 1)
        if not self._open or self._open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in ("script", "style", "code"):
            self.words.append(data)

    def _end_by(self, tag: str, which: int) -> None:
        while self._open and tag in ENDED_BY.get(self._open[-1], (set(), set()))[which]:
            self._open.pop()

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.elements if name in attrs]

    def cited(self) -> list[str]:
        """Addresses outside the site, which a browser asks for only where a reader does."""
        links = (attrs for tag, attrs in self.elements if tag == "a" and "rel" in attrs)
        return [attrs.get("href") or "" for attrs in links]

"""How figures look: one style a name, and the settings of matplotlib."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from propbench.bench.cases import CEILING
from propbench.impls.contract import ACTIVATIONS

GREY = "#7d8590"
RC = {
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
    "legend.frameon": False,
    "text.parse_math": False,
    "axes.unicode_minus": False,
}
WIDTH = 9.0
"""Inches of a figure."""
PHONE = 4.0
"""Inches of a figure for a phone, where letters keep at least ten pixels."""

_COLOURS = (
    *("#0173b2", "#c05f00", "#02865f", "#a4579f", "#b8860b"),
    *("#cc4678", "#1f8a9c", "#7c8a1e", "#6a6fd8", "#8a6d5a"),
)
_ACTIVATIONS = ("relu", "sigmoid", "tanh", "leaky_relu")
"""The course's, which have the styles that differ most."""
_GLYPHS = dict(zip("os^DvPX<>ph", "●■▲◆▼⬟✖◀▶⬠⬢", strict=True))
"""Markers, and the characters that look like them."""
_MARKERS = tuple(_GLYPHS)
_DASHES = ((), (5, 1.5), (2, 1), (6, 1.5, 1.5, 1.5), (3, 1, 1, 1, 1, 1), (8, 2), (1.5, 1.5))


@dataclass(frozen=True)
class Style:
    """Colour, marker and dashes of one name: no two names share all three."""

    colour: str
    marker: str
    dashes: tuple[float, ...]

    @property
    def glyph(self) -> str:
        """The mark as a character, for text."""
        return _GLYPHS[self.marker]


Palette = Mapping[str, Style]


def palette(names: Iterable[str], first: int = 0) -> Palette:
    """A style per name, in the order given, from the `first` on; every colour keeps 3:1 on white
    and on dark."""
    return {
        name: Style(
            _COLOURS[i % len(_COLOURS)], _MARKERS[i % len(_MARKERS)], _DASHES[i % len(_DASHES)]
        )
        for i, name in enumerate(dict.fromkeys(names), first)
    }


def of_run(implementations: Iterable[str]) -> Palette:
    """One style for one thing on all pages: of its implementations, of activations, and of the
    machine's limit, which is no implementation and has none of their colours."""
    rest = (name for name in ACTIVATIONS if name not in _ACTIVATIONS)
    limit = {CEILING: Style(GREY, "D", ())}
    activations = palette((*_ACTIVATIONS, *rest), len(_COLOURS) - 2)
    return {**palette(implementations), **activations, **limit}


def styles_of(names: Iterable[str], order: Iterable[str], given: Palette) -> Palette:
    """The styles of these names: as `given` where they are there, else by their place in `order`.

    What is given comes first, then what follows `order`, in styles that nothing given has.
    """
    wanted = set(names)
    first = len(given) if wanted & given.keys() else 0
    styles = {**given, **palette(order, first), **given}
    return {name: style for name, style in styles.items() if name in wanted}

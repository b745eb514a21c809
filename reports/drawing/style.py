"""How figures look: one style a name, and the settings of matplotlib."""

from collections.abc import Iterable, Mapping, Sequence
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

# Within each of three lists, colours differ by 16 or more (CIE76), also for those who see no red,
# no green or no blue; between lists by 13 or more. Every one keeps 3:1 on white and on dark.
_IMPLEMENTATIONS = (
    *("#0076b1", "#c48000", "#587645", "#8976eb", "#eb4e62", "#936c27", "#ba3b76", "#9d80a7"),
)
_ACTIVATIONS = ("#b14e3b", "#31766c", "#9d45ba", "#6c9300", "#eb45b1", "#9d896c", "#0089ff")
_OWN = ("#586c9d", "#d86c00", "#899358", "#b16ce2", "#009d9d", "#ce2727", "#9d5862")
"""Of names that figures have besides."""
_OF_THE_COURSE = ("relu", "sigmoid", "tanh", "leaky_relu")
"""Activations that come first, in the styles that differ most."""
_GLYPHS = dict(zip("os^DvPX<>ph*", "●■▲◆▼⬟✖◀▶⬠⬢★", strict=True))
"""Markers, and the characters that look like them."""
# How many there are shares no divisor with how many colours a list has: names repeat a colour, or a
# mark, long before they repeat both.
*_MARKERS, _LIMIT = _GLYPHS
"""The last is that of the machine's limit alone."""
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


def palette(implementations: Iterable[str]) -> Palette:
    """A style an implementation, in the order given."""
    return _styles(implementations, _IMPLEMENTATIONS)


def of_run(implementations: Iterable[str], own: Iterable[str] = ()) -> Palette:
    """One style for one thing on all pages: of a run's implementations, of activations, of the
    machine's limit, and of the `own` names of figures. No two have the same colour and mark, and
    no two kinds a colour."""
    rest = (name for name in ACTIVATIONS if name not in _OF_THE_COURSE)
    activations = _styles((*_OF_THE_COURSE, *rest), _ACTIVATIONS)
    limit = {CEILING: Style(GREY, _LIMIT, ())}
    known = {**palette(implementations), **activations, **limit}
    others = list(own)
    return styles_of((*known, *others), others, known)


def styles_of(names: Iterable[str], order: Iterable[str], given: Palette) -> Palette:
    """The styles of these names: as `given` where they are there, else by their place in `order`,
    in colours that no implementation and no activation has."""
    own = _styles((name for name in order if name not in given), _OWN)
    wanted = set(names)
    return {name: style for name, style in {**given, **own}.items() if name in wanted}


def _styles(names: Iterable[str], colours: Sequence[str]) -> Palette:
    return {
        name: Style(
            colours[i % len(colours)], _MARKERS[i % len(_MARKERS)], _DASHES[i % len(_DASHES)]
        )
        for i, name in enumerate(dict.fromkeys(names))
    }

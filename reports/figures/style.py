"""How figures look: one palette from the implementations present, axes, ticks and labels."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from propbench.bench.grid import NETWORK_PHASES

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
GREY = "#7d8590"
WIDTH = 9.0

_STEPS = ((1,), (1, 3), (1, 2, 5), (1, 1.25, 1.5, 2, 3, 4, 6, 8), tuple(range(1, 10)))
"""Ticks within a decade, from coarse to fine."""

_COLOURS = (
    *("#0173b2", "#c05f00", "#02865f", "#a4579f", "#b8860b"),
    *("#cc4678", "#1f8a9c", "#7c8a1e", "#6a6fd8", "#8a6d5a"),
)
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "p", "h")
_DASHES = ((), (5, 1.5), (2, 1), (6, 1.5, 1.5, 1.5), (3, 1, 1, 1, 1, 1), (8, 2), (1.5, 1.5))


@dataclass(frozen=True)
class Style:
    """Colour, marker and dashes of one name: no two names share all three."""

    colour: str
    marker: str
    dashes: tuple[float, ...]


Palette = Mapping[str, Style]


def palette(names: Iterable[str]) -> Palette:
    """A style per name, in the order given; every colour keeps 3:1 on white and on dark."""
    return {
        name: Style(
            _COLOURS[i % len(_COLOURS)], _MARKERS[i % len(_MARKERS)], _DASHES[i % len(_DASHES)]
        )
        for i, name in enumerate(dict.fromkeys(names))
    }


def present(styles: Palette, names: Iterable[str]) -> Palette:
    """The styles of these names, in the palette's order."""
    wanted = set(names)
    return {name: style for name, style in styles.items() if name in wanted}


def phase_order(phases: Iterable[str]) -> list[str]:
    """The phases present, in the order of the grid."""
    present = set(phases)
    return [phase for phase in NETWORK_PHASES if phase in present]


def time_axis(ax: Axes, axis: str = "y") -> None:
    """A logarithmic axis of seconds whose ticks are 1 µs, 1 ms, 1 s, with decades between."""
    _log(ax, axis)
    _decades(ax, axis, _time_tick)


def size_axis(ax: Axes) -> None:
    """A logarithmic axis of m: 1, 10, 100, 1k, 10k, 100k."""
    _log(ax, "x")
    _decades(ax, "x", size_words)


def size_words(m: float) -> str:
    """A number of examples in few letters: 1, 10, 100, 1k, 10k, 100k, 1M."""
    scale, unit = next((s, u) for s, u in ((1e6, "M"), (1e3, "k"), (1, "")) if m >= s or s == 1)
    return f"{m / scale:g}{unit}"


def plain_axis(ax: Axes, axis: str) -> None:
    """A logarithmic axis of plain numbers."""
    _log(ax, axis)
    _decades(ax, axis, _grouped)


def factor_axis(ax: Axes, axis: str = "y") -> None:
    """A logarithmic axis of factors."""
    _log(ax, axis)
    _decades(ax, axis, lambda value: f"{_grouped(value)}\u00d7")


def percent_axis(ax: Axes) -> None:
    """A logarithmic axis of shares."""
    _log(ax, "y")
    _decades(ax, "y", lambda share: f"{100 * share:.6g} %")


def _log(ax: Axes, axis: str) -> None:
    (ax.set_xscale if axis == "x" else ax.set_yscale)("log")


def _decades(ax: Axes, axis: str, words: Callable[[float], str]) -> None:
    which = ax.xaxis if axis == "x" else ax.yaxis
    low, high = sorted(which.get_view_interval())
    decades = [10.0**exponent for exponent in range(-10, 13)]
    for steps in _STEPS:
        ticks = [step * decade for decade in decades for step in steps]
        # An axis with a single tick cannot be read.
        if sum(low <= tick <= high for tick in ticks) > 1:
            break
    # Each tick is an artist, in view or not, and most of what a figure takes to draw.
    which.set_major_locator(FixedLocator([tick for tick in ticks if low <= tick <= high]))
    which.set_minor_locator(NullLocator())
    which.set_major_formatter(FuncFormatter(lambda value, _: words(value)))


def _time_tick(value: float) -> str:
    units = ((1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms"), (1.0, "s"))
    fitting = [unit for unit in units if unit[0] <= value * 1.001]
    scale, name = fitting[-1] if fitting else units[0]
    return f"{_grouped(value / scale)} {name}"


def _grouped(value: float) -> str:
    return f"{value:,.10g}".replace(",", " ")


def glyph(style: Style) -> str:
    """The mark as a character, for text."""
    return dict(zip(_MARKERS, "●■▲◆▼⬟✖◀▶⬠⬢", strict=True))[style.marker]

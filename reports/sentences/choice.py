"""Which one at my size."""

from collections.abc import Sequence
from itertools import groupby

from propbench.bench.numbers import count, times
from propbench.reports.facts.sizes import Tile
from propbench.reports.naming import named
from propbench.reports.sentences.lists import joined
from propbench.reports.sentences.short import capital, fits_alone

PHASES = {
    "forward": "forward",
    "backward": "backward",
    "update": "update",
    "train_step": "training step",
}
"""Phases as written in a sentence."""


def tile_words(tile: Tile) -> tuple[str, str]:
    """The names of who wins at a phase and m, and by how much."""
    if not tile.winners:
        return "not measured", ""
    names, mark = " = ".join(tile.winners), ", unstable" if tile.unstable else ""
    if len(tile.winners) > 1:
        return names, f"tie{mark}"
    if tile.lead is None:
        return names, f"the only one measured{mark}"
    return names, f"{times(tile.lead)} ahead{mark}"


def advice(tiles: tuple[Tile, ...], phase: str, league: str) -> str:
    """One sentence that walks through the sizes: who wins from where to where."""
    row = [tile for tile in tiles if tile.phase == phase and tile.winners]
    opening = capital(league)
    if not row:
        return f"{opening}: no size was measured."
    # Neighbouring sizes with the same winners, together.
    stretches = [list(tiles) for _, tiles in groupby(row, key=lambda tile: frozenset(tile.winners))]
    parts = [_stretch(stretch, stretch is stretches[-1]) for stretch in stretches]
    words = f"{opening}: {'; '.join(parts)}."
    return words if fits_alone(words) else f"{opening}: it changes from size to size."


def in_short(tiles: tuple[Tile, ...], phase: str, league: str) -> str:
    """The same without ties, where that leaves something to say."""
    alone = tuple(tile for tile in tiles if len(tile.winners) == 1)
    return advice(alone or tiles, phase, league)


def _stretch(stretch: list[Tile], is_last: bool) -> str:
    winners = [named(name) for name in stretch[0].winners]
    who = f"a tie of {joined(winners)}" if len(winners) > 1 else winners[0]
    sizes = [tile.m for tile in stretch]
    if is_last and len(sizes) > 1:
        return f"{who} from m = {count(sizes[0])} up"
    return f"{who} {at_sizes(sizes)}"


def at_sizes(sizes: Sequence[int]) -> str:
    """Neighbouring sizes, ascending, in words."""
    first, last = sizes[0], sizes[-1]
    if first == last:
        return f"at m = {count(first)}"
    return f"from m = {count(first)} to {count(last)}"

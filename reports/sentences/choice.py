"""Which one at my size."""

from collections.abc import Sequence
from itertools import groupby

from propbench.bench.numbers import count, times
from propbench.reports.facts.sizes import Tile

PHASES = {
    "forward": "forward",
    "backward": "backward",
    "update": "update",
    "train_step": "training step",
}
"""Phases as written in a sentence."""


def tile_words(tile: Tile) -> tuple[str, str]:
    """The names in a tile of the winner map, and the small print under them."""
    if not tile.winners:
        return "not measured", ""
    names, mark = " = ".join(tile.winners), ", unstable" if tile.unstable else ""
    if len(tile.winners) > 1:
        return names, f"tie{mark}"
    if tile.lead is None:
        return names, f"the only one measured{mark}"
    return names, f"{times(tile.lead)} ahead{mark}"


def advice(tiles: tuple[Tile, ...], phase: str) -> str:
    """One sentence that walks through the sizes: who wins from where to where."""
    row = [tile for tile in tiles if tile.phase == phase and tile.winners]
    if not row:
        return "No size was measured, so nothing is recommended."
    # Neighbouring sizes with the same winners, together.
    stretches = groupby(row, key=lambda tile: frozenset(tile.winners))
    parts = [_stretch(list(stretch)) for _, stretch in stretches]
    return f"For a {PHASES[phase]}: {'; '.join(parts)}."


def _stretch(stretch: list[Tile]) -> str:
    winners = stretch[0].winners
    who = winners[0] if len(winners) == 1 else f"{' and '.join(winners)} tie"
    return f"{who} {at_sizes([tile.m for tile in stretch])}"


def at_sizes(sizes: Sequence[int]) -> str:
    """Neighbouring sizes, ascending, in words."""
    first, last = sizes[0], sizes[-1]
    if first == last:
        return f"at m = {count(first)}"
    return f"from m = {count(first)} to {count(last)}"

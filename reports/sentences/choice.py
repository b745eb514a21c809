"""Which one at my size."""

from propbench.bench.numbers import count
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


def advice(tiles: tuple[Tile, ...], phase: str, league: str) -> str:
    """One sentence that walks through the sizes: who wins from where to where."""
    row = [tile for tile in tiles if tile.phase == phase and tile.winners]
    opening = capital(league)
    if not row:
        return f"{opening}: no size was measured."
    stretches = _stretches(row)
    parts = [_stretch(stretch, stretch is stretches[-1]) for stretch in stretches]
    words = f"{opening}: {'; '.join(parts)}."
    return words if fits_alone(words) else f"{opening}: it changes from size to size."


def _stretches(row: list[Tile]) -> list[list[Tile]]:
    """Neighbouring sizes with the same winners, together."""
    found: list[list[Tile]] = []
    for tile in row:
        if found and set(found[-1][-1].winners) == set(tile.winners):
            found[-1].append(tile)
        else:
            found.append([tile])
    return found


def _stretch(stretch: list[Tile], is_last: bool) -> str:
    winners = [named(name) for name in stretch[0].winners]
    tie = len(winners) > 1
    who = f"a tie of {joined(winners)}" if tie else winners[0]
    first, last = stretch[0].m, stretch[-1].m
    if first == last:
        return f"{who} at m = {count(first)}"
    return f"{who} from m = {count(first)} {'up' if is_last else f'to {count(last)}'}"

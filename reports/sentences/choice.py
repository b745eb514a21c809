"""Which one at my size."""

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
    parts = [_stretch(stretch) for stretch in _stretches(row)]
    return f"For a {PHASES[phase]}: {'; '.join(parts)}."


def _stretches(row: list[Tile]) -> list[list[Tile]]:
    """Neighbouring sizes with the same winners, together."""
    found: list[list[Tile]] = []
    for tile in row:
        if found and set(found[-1][-1].winners) == set(tile.winners):
            found[-1].append(tile)
        else:
            found.append([tile])
    return found


def _stretch(stretch: list[Tile]) -> str:
    winners = stretch[0].winners
    who = winners[0] if len(winners) == 1 else f"{' and '.join(winners)} tie"
    first, last = stretch[0].m, stretch[-1].m
    if first == last:
        return f"{who} at m = {count(first)}"
    return f"{who} from m = {count(first)} to {count(last)}"

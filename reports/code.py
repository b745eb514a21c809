"""The code of each implementation, as it was when it was timed, beside its time."""

from dataclasses import dataclass

from reports.facts.cells import headline_cells, standings
from reports.frame import BASELINE, Frames
from reports.sentences.headline import big_number, time_words, verdict_words


@dataclass(frozen=True)
class Listing:
    """One implementation: its time at the headline case, and its files as (name, text, lines)."""

    implementation: str
    family: str
    league: str
    big: str
    words: str
    files: tuple[tuple[str, str, int], ...]


def listings(frames: Frames) -> tuple[Listing, ...]:
    """Every implementation of the run, in the order of the run."""
    found = {one.implementation: one for one in standings(frames, headline_cells(frames))}
    result = []
    for name, declared in frames.implementations.items():
        one = found.get(name)
        big = big_number(one, BASELINE) if one else "not measured"
        words = (time_words(one) or verdict_words(one, BASELINE)) if one else ""
        files = tuple(
            (file, text, text.count("\n")) for file, text in sorted(declared.sources.items())
        )
        result.append(Listing(name, declared.family, declared.league, big, words, files))
    return tuple(result)

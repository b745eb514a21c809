"""The code of each implementation, as it was when it was timed, beside its time."""

from collections.abc import Iterator

from propbench.bench.numbers import count, seconds
from propbench.reports.facts.cells import Standing
from propbench.reports.facts.listings import Listing, listings
from propbench.reports.frame import BASELINE
from propbench.reports.naming import LEAGUES, named
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Code, Fold, Part, Words
from propbench.reports.sentences.comparing import interval_words
from propbench.reports.sentences.headline import verdict_words


def blocks(report: Report) -> Iterator[Block]:
    """A part a folder, its files in folds; then what is missing."""
    yield Words("Files that only other kinds of networks need are left out.")
    for listing in listings(report.frames):
        yield Part(f"code-{listing.folder}", named(listing.folder), tuple(_listing(listing)))
    for name, reason in sorted(report.frames.run.missing.items()):
        yield Words(f"{named(name)} is missing: {reason}", look="absent")


def _listing(listing: Listing) -> Iterator[Block]:
    yield Words(
        f"`{listing.folder}`: {listing.family}, {LEAGUES.get(listing.league, listing.league)}",
        look="label",
    )
    for name, standing in listing.timed.items():
        words = _time(standing) if standing else "not measured"
        yield Words(f"{named(name)}: {words}", look="label")
    for file, text in listing.files:
        yield Fold(f"{file}, {count(text.count(chr(10)))} lines", (Code(text),))


def _time(standing: Standing) -> str:
    """At the headline case, or why there is none."""
    if standing.kind != "measured" or standing.seconds is None:
        return verdict_words(standing, BASELINE)
    return f"{seconds(standing.seconds.point)} ({interval_words(standing.seconds)})"


SECTION = Section(16, "Code", "The code, as it was timed", blocks)

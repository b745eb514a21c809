"""The six questions of the first screen, answered from the frames."""

from dataclasses import dataclass

from propbench.bench.grid import NETWORKS
from propbench.bench.numbers import count
from propbench.reports.facts.cells import HEADLINE, headline_cells, standings
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.regression import RegressionRun
from propbench.reports.facts.sizes import Tile, sizes, tiles
from propbench.reports.facts.training import training_gaps
from propbench.reports.facts.trust import trust
from propbench.reports.frame import BASELINE, Frames
from propbench.reports.sentences import choice, compiling, headline, regression, training
from propbench.reports.sentences import trust as trust_words

VECTORISED = "numpy_vectorized"
"""The course's own formulas, on which its advice against loops is judged."""


@dataclass(frozen=True)
class Card:
    """One implementation at the headline case."""

    implementation: str
    league: str
    big: str
    time: str
    words: str


@dataclass(frozen=True)
class Winner:
    """A cell of the winner strip; `names` has more than one for a tie."""

    names: tuple[str, ...]
    words: str
    lead: str


@dataclass(frozen=True)
class FirstScreen:
    """Everything above the fold, as text."""

    banners: tuple[str, ...]
    case: str
    cards: tuple[Card, ...]
    claim: str
    over_sizes: tuple[str, ...]
    sizes: tuple[str, ...]
    strip: tuple[tuple[str, tuple[Winner, ...]], ...]
    """A row a phase that was measured at several sizes, a cell a size."""
    advice: str
    compiling: tuple[str, ...]
    relu: str
    training: tuple[training.Row, ...]
    trust: str
    checks: tuple[trust_words.Line, ...]
    compared: tuple[str, ...]


def first_screen(frames: Frames, compared: RegressionRun | None = None) -> FirstScreen:
    """All six answers; `compared` is the newest comparison of two commits."""
    found = trust(frames)
    every, gaps = tiles(frames), training_gaps(frames)
    return FirstScreen(
        banners=trust_words.banners(found),
        case=headline_case(),
        cards=_cards(frames),
        claim=headline.course_claim(sizes(frames, VECTORISED)),
        over_sizes=_over_sizes(frames),
        sizes=tuple(dict.fromkeys(count(tile.m) for tile in every)),
        strip=_strip(every),
        advice=choice.advice(every, str(HEADLINE["phase"])),
        compiling=_compiling(frames),
        relu=training.answer(gaps),
        training=tuple(map(training.row, gaps)),
        trust=trust_words.verdict(found),
        checks=trust_words.lines(found),
        compared=regression.answer(compared),
    )


def headline_case() -> str:
    """What the first question is about, in words."""
    name = str(HEADLINE["network"])
    shape = "-".join(str(size) for size in NETWORKS[name].sizes)
    activation = training.name(str(HEADLINE["activation"]))
    return (
        f"One {choice.PHASES[str(HEADLINE['phase'])]} of the {name} network ({shape}, "
        f"{activation}) on m = {count(int(str(HEADLINE['m'])))} examples, {HEADLINE['dtype']}, "
        "one thread"
    )


def _cards(frames: Frames) -> tuple[Card, ...]:
    found = standings(frames, headline_cells(frames))
    return tuple(
        Card(
            one.implementation,
            one.league,
            headline.big_number(one, BASELINE),
            headline.time_words(one, BASELINE),
            headline.card_words(one, BASELINE),
        )
        for one in found
    )


def _strip(every: tuple[Tile, ...]) -> tuple[tuple[str, tuple[Winner, ...]], ...]:
    rows = {phase: [tile for tile in every if tile.phase == phase] for phase in choice.PHASES}
    timed = {phase: sum(bool(tile.winners) for tile in row) for phase, row in rows.items()}
    # A phase that was measured at one size walks through no sizes; the figure below has it.
    shown = [phase for phase in rows if timed[phase] >= min(2, max(timed.values()))]
    return tuple((choice.PHASES[phase], _winners(rows[phase])) for phase in shown if rows[phase])


def _winners(row: list[Tile]) -> tuple[Winner, ...]:
    return tuple(Winner(tile.winners, *choice.tile_words(tile)) for tile in row)


def _over_sizes(frames: Frames) -> tuple[str, ...]:
    idiomatic = [
        name
        for name, declared in frames.implementations.items()
        if declared.league == "idiomatic" and name != BASELINE
    ]
    return tuple(headline.over_sizes(sizes(frames, name)) for name in idiomatic)


def _compiling(frames: Frames) -> tuple[str, ...]:
    backs = pay_backs(frames)
    here = [compiling.sentence(back) for back in backs if back.m == HEADLINE["m"]]
    names = dict.fromkeys(back.own.implementation for back in backs)
    elsewhere = [compiling.over_sizes(backs, name) for name in names]
    none = (
        "This run has not measured, at the headline case, the start of something that compiles and "
        "of something that does not, so this cannot be answered. The standard profile does."
    )
    return tuple(words for words in (here or [none]) + elsewhere if words)

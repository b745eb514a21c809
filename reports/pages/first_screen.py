"""The first screen: one sentence, the headline case as a table, and a short answer a question."""

from dataclasses import dataclass

from propbench.bench.numbers import count, seconds
from propbench.impls.contract import LEAGUES
from propbench.reports.facts.cells import HEADLINE, Standing
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.packages import Packages, packages
from propbench.reports.facts.regression import RegressionRun
from propbench.reports.facts.sizes import tiles
from propbench.reports.facts.training import training_gaps
from propbench.reports.facts.trust import trust
from propbench.reports.frame import BASELINE, Frames
from propbench.reports.naming import LEAGUES as LEAGUE_NAMES
from propbench.reports.naming import named, reason_named
from propbench.reports.pages.blocks import Link
from propbench.reports.sentences import choice, compiling, headline, machine, regression, training
from propbench.reports.sentences import trust as trust_words


@dataclass(frozen=True)
class Entry:
    """A time of the table: its length on the ruler is a share of the slowest one's.

    `implementation` is empty where nobody of this league was measured.
    """

    implementation: str
    name: str
    words: str
    limits: str
    share: float


@dataclass(frozen=True)
class Question:
    """A question, its answer in at most three sentences, and where there is more."""

    title: str
    sentences: tuple[str, ...]
    more: Link


@dataclass(frozen=True)
class FirstScreen:
    """Everything above the fold, as text."""

    banners: tuple[str, ...]
    machine: str
    answer: str
    case: str
    leagues: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Entry, ...]], ...]
    """A row a package, an entry a league."""
    questions: tuple[Question, ...]


def first_screen(frames: Frames, compared: RegressionRun | None = None) -> FirstScreen:
    """All answers; `compared` is the newest comparison of two commits."""
    trust_panel, table = trust(frames), packages(frames)
    return FirstScreen(
        banners=trust_words.banners(trust_panel),
        machine=machine.in_short(frames.run),
        answer=headline.answer(table),
        case=headline_case(),
        leagues=tuple(LEAGUE_NAMES[league] for league in LEAGUES),
        rows=tuple((name, _entries(table, name)) for name in table.rows),
        questions=(
            Question("Which one at my size?", _which(frames), Link("index", "which", "Compare")),
            Question(
                "When does compiling pay?",
                (compiling.in_short(pay_backs(frames), int(str(HEADLINE["m"]))),),
                Link("index", "compile", "Other sizes"),
            ),
            Question(
                "Is ReLU faster than sigmoid?",
                training.in_short(training_gaps(frames)),
                Link("index", "relu", "Every run"),
            ),
            Question(
                "Can I trust this run?",
                (trust_words.verdict(trust_panel),),
                Link("index", "trust", "All checks"),
            ),
            Question(
                "Did anything get slower?",
                (regression.answer(compared)[0],),
                Link("results", "regression", "More"),
            ),
        ),
    )


def headline_case() -> str:
    """What the first question is about, in words."""
    phase, m = choice.PHASES[str(HEADLINE["phase"])], count(int(str(HEADLINE["m"])))
    return f"One {phase} on m = {m} examples, {HEADLINE['network']} network, one thread"


def _entries(table: Packages, name: str) -> tuple[Entry, ...]:
    own = table.rows[name]
    return tuple(_entry(own.get(league), table.slowest_s) for league in LEAGUES)


def _entry(standing: Standing | None, slowest_s: float) -> Entry:
    if standing is None:
        return Entry("", "", "", "", 0.0)
    name = named(standing.implementation)
    if standing.kind != "measured" or standing.seconds is None:
        words = headline.NOT_MEASURED.get(standing.kind, "not measured")
        reason = reason_named(standing.implementation, standing.reason)
        return Entry(standing.implementation, name, words, reason, 0.0)
    unstable = ", unstable" * standing.unstable
    return Entry(
        standing.implementation,
        name,
        f"{seconds(standing.seconds.point)}{unstable}",
        headline.verdict_words(standing, BASELINE),
        standing.seconds.point / slowest_s,
    )


def _which(frames: Frames) -> tuple[str, ...]:
    phase = str(HEADLINE["phase"])
    return tuple(
        choice.in_short(tiles(frames, league), phase, LEAGUE_NAMES[league]) for league in LEAGUES
    )

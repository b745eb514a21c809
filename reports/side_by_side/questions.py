"""What the first screen of the page answers, asked of every run: a part a question, a line a thing
that is asked about, an answer a run."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.numbers import count
from propbench.bench.statistics import Interval
from propbench.reports.facts.cells import HEADLINE, headline_cells, standings
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.sizes import tiles
from propbench.reports.facts.training import training_gaps
from propbench.reports.facts.trust import trust
from propbench.reports.first_screen import headline_case
from propbench.reports.frame import BASELINE, Frames
from propbench.reports.sentences import compiling, headline, training
from propbench.reports.sentences import trust as trust_words
from propbench.reports.sentences.choice import PHASES, tile_words
from propbench.reports.side_by_side.named_runs import NamedRun


@dataclass(frozen=True)
class Answer:
    """What one run says: a word or two, what stands under it, and the ratio or seconds behind it.

    `names` are the implementations that are the answer, where it is one.
    """

    text: str
    note: str = ""
    value: Interval | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """What is asked about, and the answers in the order of the runs."""

    label: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Part:
    """One question. `id` names it in files; `lead` says what its numbers are."""

    id: str
    question: str
    lead: str
    lines: tuple[Line, ...]


Column = Mapping[Any, Answer]
ABSENT = Answer("not in this run")


def parts(runs: Sequence[NamedRun]) -> tuple[Part, ...]:
    """All questions that any of the runs has an answer to."""
    asked = (
        Part(
            "faster",
            "How much faster?",
            f"{headline_case()}:",
            _lines(runs, _headline, str, _after_the_baseline),
        ),
        Part(
            "which",
            "Which one at my size?",
            "The fastest at each number of examples m, one thread, float64:",
            _lines(runs, _winners, _phase_and_size, _in_order),
        ),
        Part(
            "compile",
            "When does compiling pay back?",
            f"At m = {count(HEADLINE_M)}, against the fastest that does not compile:",
            _lines(runs, _compiling),
        ),
        Part(
            "relu",
            "Is ReLU faster than sigmoid?",
            "In seconds to the same loss, by network:",
            _lines(runs, _relu),
        ),
        Part("trust", "Can I trust these runs?", "", _lines(runs, _trust)),
    )
    return tuple(part for part in asked if part.lines)


HEADLINE_M = int(str(HEADLINE["m"]))


def _lines(
    runs: Sequence[NamedRun],
    ask: Callable[[Frames], Column],
    label: Callable[[Any], str] = str,
    sort: Callable[[Any], Any] | None = None,
) -> tuple[Line, ...]:
    """Everything that any run answers; who has no answer says so."""
    columns = [ask(run.frames) for run in runs]
    keys: list[Hashable] = list(dict.fromkeys(key for column in columns for key in column))
    keys = sorted(keys, key=sort) if sort else keys
    return tuple(
        Line(label(key), tuple(column.get(key, ABSENT) for column in columns)) for key in keys
    )


def _headline(frames: Frames) -> Column:
    return {
        one.implementation: Answer(
            headline.big_number(one, BASELINE),
            headline.time_words(one, BASELINE)
            if one.implementation == BASELINE
            else headline.card_words(one, BASELINE),
            one.gain or one.seconds,
        )
        for one in standings(frames, headline_cells(frames))
    }


def _after_the_baseline(implementation: str) -> bool:
    return implementation != BASELINE


def _winners(frames: Frames) -> Column:
    return {
        (tile.phase, tile.m): Answer(*tile_words(tile), names=tile.winners)
        for tile in tiles(frames)
        if tile.winners and tile.phase in PHASES
    }


def _phase_and_size(key: tuple[str, int]) -> str:
    phase, m = key
    return f"{PHASES[phase]}, m = {count(m)}"


def _in_order(key: tuple[str, int]) -> tuple[int, int]:
    phase, m = key
    return -NETWORK_PHASES.index(phase), m


def _compiling(frames: Frames) -> Column:
    return {
        back.own.implementation: Answer(
            compiling.answer(back), f"against {back.other.implementation}"
        )
        for back in pay_backs(frames)
        if back.m == HEADLINE_M
    }


def _relu(frames: Frames) -> Column:
    rows = [(training.row(gap), gap) for gap in training_gaps(frames)]
    return {row.network: Answer(row.seconds, "", gap.seconds) for row, gap in rows}


def _trust(frames: Frames) -> Column:
    panel = trust(frames)
    said = " ".join(trust_words.banners(panel))
    return {"trust": Answer(trust_words.verdict(panel), said)}

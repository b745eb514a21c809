"""What the first screen of the page answers, asked of every run."""

from collections.abc import Sequence

from propbench.bench.grid import NETWORK_PHASES
from propbench.bench.numbers import count
from propbench.reports.facts.cells import HEADLINE, headline_cells, standings
from propbench.reports.facts.compiling import pay_backs
from propbench.reports.facts.sizes import tiles
from propbench.reports.facts.training import training_gaps
from propbench.reports.facts.trust import trust
from propbench.reports.frame import BASELINE
from propbench.reports.naming import named
from propbench.reports.pages.first_screen import headline_case
from propbench.reports.sentences import compiling, headline, training
from propbench.reports.sentences import trust as trust_words
from propbench.reports.sentences.choice import PHASES, tile_words
from propbench.reports.side_by_side.named_runs import NamedRun
from propbench.reports.side_by_side.own_network import fastest
from propbench.reports.side_by_side.parts import Answer, Column, Part, aligned

HEADLINE_M = int(str(HEADLINE["m"]))


def parts(runs: Sequence[NamedRun]) -> tuple[Part, ...]:
    """All questions that any of the runs has an answer to."""
    if runs[0].times:
        asked: tuple[Part, ...] = (fastest(runs, runs[0].times),)
    else:
        asked = _of_the_first_screen(runs)
    trusted = Part("trust", "Can I trust these runs?", "", aligned(runs, _trust))
    return tuple(part for part in (*asked, trusted) if part.lines)


def _of_the_first_screen(runs: Sequence[NamedRun]) -> tuple[Part, ...]:
    return (
        Part(
            "faster",
            "How much faster?",
            f"{headline_case()}:",
            aligned(runs, _headline, str, _after_the_baseline),
        ),
        Part(
            "which",
            "Which one at my size?",
            "The fastest at each number of examples m, one thread, float64:",
            aligned(runs, _winners, _phase_and_size, _in_order),
        ),
        Part(
            "compile",
            "When does compiling pay back?",
            f"At m = {count(HEADLINE_M)}, against the fastest that does not compile:",
            aligned(runs, _compiling),
        ),
        Part(
            "relu",
            "Is ReLU faster than sigmoid?",
            "In seconds to the same loss, by network:",
            aligned(runs, _relu),
        ),
    )


def _headline(run: NamedRun) -> Column:
    frames = run.frames
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


def _winners(run: NamedRun) -> Column:
    frames = run.frames
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


def _compiling(run: NamedRun) -> Column:
    frames = run.frames
    return {
        back.own.implementation: Answer(
            compiling.calls(back), f"against {named(back.other.implementation)}"
        )
        for back in pay_backs(frames)
        if back.m == HEADLINE_M
    }


def _relu(run: NamedRun) -> Column:
    frames = run.frames
    rows = [(training.row(gap), gap) for gap in training_gaps(frames)]
    return {row.network: Answer(row.seconds, "", gap.seconds) for row, gap in rows}


def _trust(run: NamedRun) -> Column:
    panel = trust(run.frames)
    said = " ".join(trust_words.banners(panel))
    return {"trust": Answer(trust_words.verdict(panel), said)}

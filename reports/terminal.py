"""The headline as plain text: at most 80 columns, no escape codes."""

from pathlib import Path

from propbench.bench.messages import COLUMNS, folded
from propbench.reports.facts.cells import headline_cells, standings
from propbench.reports.facts.regression import RegressionRun
from propbench.reports.frame import BASELINE, Frames
from propbench.reports.naming import named
from propbench.reports.pages.first_screen import FirstScreen, first_screen
from propbench.reports.sentences.headline import big_number, time_words, verdict_words


def summary_lines(frames: Frames, page: Path, compared: RegressionRun | None = None) -> list[str]:
    """The first screen in lines; the last is the path of the page, which is never broken."""
    return [*answer_lines(frames, compared), f"Page: {page}"]


def answer_lines(frames: Frames, compared: RegressionRun | None = None) -> list[str]:
    """The first screen in lines."""
    first = first_screen(frames, compared)
    return [
        *folded(f"{first.case}:"),
        *_standings(frames),
        "",
        *_answers(first),
        *(line for banner in first.banners for line in folded(f"! {banner}")),
    ]


def _standings(frames: Frames) -> list[str]:
    rows = []
    for one in standings(frames, headline_cells(frames)):
        words = time_words(one, BASELINE) or verdict_words(one, BASELINE)
        line = f"  {named(one.implementation):<24.24} {big_number(one, BASELINE):<16} {words}"
        rows.append(line if len(line) <= COLUMNS else f"{line[: COLUMNS - 1]}\u2026")
    return rows or ["  the headline case is not part of this run"]


def _answers(first: FirstScreen) -> list[str]:
    asked = (f"{each.title} {' '.join(each.sentences)}" for each in first.questions)
    return [line for words in (first.answer, *asked) for line in folded(words)]

"""Everything that is said of some runs side by side, found once for text, page and files."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from propbench.reports.side_by_side import words
from propbench.reports.side_by_side.differences import differing
from propbench.reports.side_by_side.named_runs import NamedRun
from propbench.reports.side_by_side.parts import Part
from propbench.reports.side_by_side.questions import parts
from propbench.reports.side_by_side.since import Since, since

ANSWERS = {
    "question": (
        "str",
        "faster, which, compile, relu or trust; of runs of time: fastest or trust",
    ),
    "about": ("str", "the implementation, the phase and m, or the network that is asked about"),
    "run": ("str", "id of the run"),
    "machine": ("str", "processor, cores, memory and architecture, as the run says"),
    "answer": ("str", "as on the page"),
    "note": ("str", "what stands under it"),
    "value": ("float64", "ratio behind the answer; of python_loops its seconds; NaN without one"),
    "low": ("float64", "lower limit of value"),
    "high": ("float64", "upper limit of value"),
    "restarts": ("int64", "fresh processes behind value, 0 without one"),
}
"""Columns of the answers: dtype and meaning."""


@dataclass(frozen=True)
class Compared:
    """`facts` are those that differ, with the value of each run; `changes` says which choices
    change, `missing` what is not compared."""

    runs: tuple[NamedRun, ...]
    parts: tuple[Part, ...]
    facts: dict[str, tuple[str, ...]]
    since: tuple[Since, ...]
    changes: tuple[str, ...]
    missing: tuple[str, ...]

    @classmethod
    def of(cls, runs: Sequence[NamedRun]) -> "Compared":
        """Ask them everything."""
        return cls(
            tuple(runs),
            parts(runs),
            differing(runs),
            since(runs),
            tuple(words.changes(runs)),
            tuple(words.missing(runs)),
        )

    @property
    def answers(self) -> pd.DataFrame:
        """One row a question, what it is asked about, and run: ANSWERS."""
        rows = [
            (
                *(part.id, line.about, run.record.id, run.machine, answer.text, answer.note),
                *(getattr(answer.value, limit, None) for limit in ("point", "low", "high")),
                answer.value.n if answer.value else 0,
            )
            for part in self.parts
            for line in part.lines
            for run, answer in zip(self.runs, line.answers, strict=True)
        ]
        table = pd.DataFrame(rows, columns=list(ANSWERS))
        return table.astype({name: of for name, (of, _) in ANSWERS.items() if of != "str"})

    @property
    def cells(self) -> pd.DataFrame:
        """The summary of every run under each other, with its `run` and `machine` first."""
        tables = [run.frames.cells.reset_index(drop=True).pipe(_labelled, run) for run in self.runs]
        return pd.concat(tables, ignore_index=True)


def _labelled(table: pd.DataFrame, run: NamedRun) -> pd.DataFrame:
    table.insert(0, "run", run.record.id)
    table.insert(1, "machine", run.machine)
    return table

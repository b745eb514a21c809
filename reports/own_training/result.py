"""What `propbench.train` returns: tidy tables that show themselves, and the figure."""

import html
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from propbench.bench.own_training.conducting import Finished
from propbench.bench.own_training.standings import standings
from propbench.bench.plain_text import visible
from propbench.bench.results import ResultError, write_atomically
from propbench.reports.own_training import figure, frames, terminal, words

SCHEMA = 1
_DOCUMENT = "train.json"
FILES = (_DOCUMENT, "arms.csv", "runs.csv", "curves.csv", "curves.svg")


@dataclass(frozen=True, repr=False)
class Training:
    """What was done (`notes`), who is fastest (`answer`), what to mind (`warnings`), and tables.

    arms    a row an arm: `learning_rate`, whether it is the smallest or largest that was tried
            (`rate_at_edge`), how many of its `runs` `arrived` and `diverged`, and medians over
            runs: `iterations`, `step_s` (CPU seconds of a step on one thread), `seconds` to the
            target, and ratios to the arm with the lowest median, which has none. `_lo` and `_hi`
            are 95 % limits, of fewer than five runs the smallest and the largest. `at_least`: half
            of the runs did not arrive, so that medians and ratios are lower bounds.
    runs    a row a reported run: `iterations` to the target, missing where it did not arrive
    curves  a row a point of a reported run: its mean training `loss` after `iteration` steps
    """

    target: float
    arms: pd.DataFrame
    runs: pd.DataFrame
    curves: pd.DataFrame
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    answer: str

    @classmethod
    def of(cls, finished: Finished) -> "Training":
        """Of what was trained."""
        placed = standings(finished)
        return cls(
            finished.target,
            frames.arms(placed),
            frames.runs(finished),
            frames.curves(finished),
            tuple(words.notes(finished)),
            tuple(words.warnings(finished, placed)),
            words.answer(finished, placed),
        )

    @staticmethod
    def is_in(folder: Path) -> bool:
        """Whether a folder holds what `write` wrote."""
        return (folder / _DOCUMENT).is_file()

    @classmethod
    def read(cls, folder: Path) -> "Training":
        """What `write` wrote. Raises ResultError naming the file that is refused."""
        tables = {}
        try:
            stored = json.loads((folder / _DOCUMENT).read_text("utf-8"))
            if stored["schema_version"] != SCHEMA:
                version = stored["schema_version"]
                raise ValueError(f"schema_version is {version!r}, this version reads {SCHEMA}")
            for name in ("arms", "runs", "curves"):
                tables[name] = pd.read_csv(folder / f"{name}.csv")
            tables["runs"] = tables["runs"].astype({"iterations": "Int64"})
            notes, warnings = tuple(stored["notes"]), tuple(stored["warnings"])
            return cls(
                stored["target"], **tables, notes=notes, warnings=warnings, answer=stored["answer"]
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ResultError(f"{folder.name} is no training that can be read: {error}") from error

    def plot(self) -> Figure | None:
        """Learning curves of the arms: medians over runs, and the middle half of them."""
        return figure.draw(self.curves, self.target)

    def __repr__(self) -> str:
        return "\n".join(terminal.lines(self.notes, self.arms, self.answer, self.warnings))

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(repr(self))}</pre>"

    def json(self) -> str:
        """Everything but the curves."""
        content = {
            "schema_version": SCHEMA,
            "answer": self.answer,
            "target": self.target,
            "notes": self.notes,
            "warnings": self.warnings,
            **{
                name: json.loads(table.to_json(orient="records", double_precision=15))
                for name, table in (("arms", self.arms), ("runs", self.runs))
            },
        }
        return visible(json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False))

    def write(self, folder: Path) -> None:
        """FILES."""
        for name, table in (("arms", self.arms), ("runs", self.runs), ("curves", self.curves)):
            write_atomically(folder / f"{name}.csv", table.to_csv(index=False))
        drawn = self.plot()
        if drawn is not None:
            write_atomically(folder / "curves.svg", figure.as_svg(drawn))
        write_atomically(folder / _DOCUMENT, self.json() + "\n")

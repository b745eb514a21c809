"""The bar of a terminal: the stage, how far, the time so far, the time that is left."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.table import Column
from rich.text import Text

from propbench.bench.messages import columns
from propbench.bench.progress import Meter


class BarMeter(Meter):
    """A bar of rich's."""

    def __init__(self, total_s: float, progress: Progress) -> None:
        super().__init__(total_s)
        self._progress = progress
        self._task = progress.add_task("", total=total_s, meter=self)

    def show(self) -> None:
        self._progress.update(
            self._task, description=self.name, completed=self.done_s, total=self.total_s
        )


class _Left(ProgressColumn):
    """The meter's own time left, which rich does not know when work comes in few large pieces."""

    def render(self, task: Task) -> Text:
        return Text(str(task.fields["meter"].left))


@contextmanager
def bar(total_s: float) -> Iterator[Meter]:
    """A bar that moves until the block ends."""
    console = Console(stderr=True, width=columns())
    part = Column(max_width=console.width // 2, no_wrap=True, overflow="ellipsis")
    words = TextColumn("{task.description}", markup=False, table_column=part)
    with Progress(words, BarColumn(None), TimeElapsedColumn(), _Left(), console=console) as moving:
        yield BarMeter(total_s, moving)

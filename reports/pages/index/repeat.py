"""How to measure again, where the data are, and how to cite."""

from collections.abc import Iterator

from propbench.bench.numbers import rough_seconds
from propbench.reports.naming import names_in
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import (
    Block,
    Code,
    Columns,
    Files,
    Fold,
    Link,
    Part,
    Points,
    Words,
)


def blocks(report: Report) -> Iterator[Block]:
    """The commands, the files, the citation."""
    run = report.frames.run
    again = Code(f"git checkout {run.commit.removesuffix('-dirty')}\n{run.command}")
    cited = Code(f"propbench, run {run.id}, commit {run.commit}")
    yield Columns(
        (
            Part("again", "From the same commit, on your machine", (again,)),
            Part("cite", "To cite it (CITATION.cff has the authors)", (cited,)),
        )
    )
    yield Words(
        f"Measuring took {rough_seconds(run.elapsed_s)} here; the seed was {run.seed}.",
        look="label",
        links=(Link("results", "environment", "This machine and its libraries"),),
    )
    if run.cut:
        yield Words("To keep its time, this run left out, first what matters least:")
        yield Points(tuple(names_in(words, run.implementations) for words in run.cut))
    if report.siblings:
        rounds = Words(f"Every round that was timed is in `runs/{run.id}`, a file a restart.")
        beside = "Data beside this page, if it was not moved alone"
        yield Fold(beside, (Files(report.siblings), rounds))


SECTION = Section(10, "Repeat", "Repeat it, and use the data", blocks)

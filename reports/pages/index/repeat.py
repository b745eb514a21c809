"""How to measure again, where the data are, and how to cite."""

from collections.abc import Iterator

from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Code, Files, Fold, Link, Points, Words


def blocks(report: Report) -> Iterator[Block]:
    """The commands, the files, the citation."""
    run = report.frames.run
    yield Words("From the same commit, on your machine:")
    yield Code(f"git checkout {run.commit.removesuffix('-dirty')}\n{run.command}")
    yield Words(
        f"Measuring took {run.elapsed_s:.0f} s here; the seed was {run.seed}.",
        look="label",
        links=(Link("results", "environment", "This machine and its libraries"),),
    )
    if run.cut:
        yield Words("To keep its time, this run left out, first what matters least:")
        yield Points(tuple(run.cut))
    if report.siblings:
        rounds = Words(f"Every round that was timed is in `runs/{run.id}`, a file a restart.")
        beside = "Data beside this page, if it was not moved alone"
        yield Fold(beside, (Files(report.siblings), rounds))
    yield Words("To cite it (`CITATION.cff` in the repository has the authors):")
    yield Code(f"propbench, run {run.id}, commit {run.commit}")


SECTION = Section(10, "Repeat", "Repeat it, and use the data", blocks)

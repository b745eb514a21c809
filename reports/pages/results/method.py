"""How it was measured, and what that does not say."""

from collections.abc import Iterator

from propbench.bench.statistics.intervals import MIN_FOR_CONFIDENCE
from propbench.reports.pages import Report, Section
from propbench.reports.pages.blocks import Block, Points

_TIMING = (
    "Every cell is called once and checked against an oracle that no implementation shares code "
    "with. Only then is it timed; a cell that fails has no timing anywhere.",
    "Only the work is timed. Data are converted and buffers allocated before, and parameters are "
    "restored between slices, outside the clock.",
    "All contenders of one question take turns on one core, in slices of about a millisecond. So "
    "a change of the machine\u2019s speed meets all of them alike.",
)

_JUDGING = (
    "In a pass every contender has one slice. Their order is random, and every second pass "
    "mirrors the one before.",
    "Where one thread works, its CPU time counts, which leaves out interruptions. Where several "
    "work, the clock on the wall counts.",
    "The datum is the ratio of two contenders within one restart: the median of the ratios of "
    "their passes. A call that is longer than a slice is compared with the passes around it. "
    "Restarts are the sample. A time is the median over restarts of their medians.",
    "One contender of each question enters twice, unless its call is too long for that. How "
    "often it is told apart from itself shows whether the limits hold.",
    "A tie is a ratio whose limits include 1\u00d7, or that is within 5 % of it. A ratio is "
    "shown however unstable its times are.",
    "Threads are set before NumPy is imported. What every runtime reports, and CPU time over "
    "wall time, is stored with each cell. A cell that contradicts its threads is not valid.",
    "A limit is the matrix products of a network alone, in the same shapes and restarts, "
    "checked and timed like any cell. They are done in the BLAS of NumPy and in that of SciPy. "
    "Each does them in wide blocks of columns and in small ones that stay in cache. A share is "
    "of the fastest. At small m the cost of a call is part of both.",
    "Start, memory and the cost of allocation are measured first, in fresh processes. How long "
    "that takes decides how much else fits the budget.",
    "A cell that is too slow is estimated from at least four smaller sizes. Its time must grow "
    "in proportion to m, and the largest measured size be predicted to 15 %. Estimates enter no "
    "sentence.",
    "A question of a claim is answered by at most six estimates: ratios pooled over tasks, as "
    "tasks that differ. A task with several settings counts once. Limits are 95 % limits of the "
    "mean over tasks (Hartung and Knapp).",
    "An estimate says \u201cabove\u201d or \u201cbelow\u201d where its limits leave out 1\u00d7, "
    "and \u201csame\u201d where the mean is sure to lie within 0.8 to 1.25\u00d7 (two one-sided "
    "tests). Holm\u2019s correction is over the estimates of a question. Comparisons have limits "
    "of their own and answer nothing alone.",
    "Iterations are compared as medians over the same seeds. Where half of one activation\u2019s "
    "runs do not arrive, the ratio is a bound, \u201cat least\u201d or \u201cat most\u201d; the "
    "share that arrives stands beside it.",
    "Times hold for this machine and these versions. Iterations hold for these data sets, "
    "networks and learning rates.",
)


def _limits(restarts: int) -> tuple[str, str]:
    """What depends on how many restarts there were."""
    asked = f"Every question is asked in {restarts} restart{'s' * (restarts != 1)}."
    are = (
        "Limits are two of the values of the restarts, so ranked that they contain the median of "
        "all restarts with 95 % confidence (of five, 94 %), whatever the distribution."
        if restarts >= MIN_FOR_CONFIDENCE
        else "The value is the geometric mean of so few restarts. How far restarts of one question "
        "usually differ is learnt from all questions of the run, and its own difference counts "
        "beside that (moderated t, Smyth 2004). Limits are 95 % limits from both. Where there is "
        "one restart, or one question, they are the range."
    )
    return (
        "A restart is a fresh process, which imports the libraries and forks a process for each "
        f"contender. Nothing that one contender changes reaches another. {asked}",
        f"{are} Ratios have limits of their own.",
    )


def blocks(report: Report) -> Iterator[Block]:
    """The rules, from the first check to the last limit."""
    yield Points((*_TIMING, *_limits(report.frames.restarts), *_JUDGING))


SECTION = Section(12, "Method", "Method and limits", blocks)

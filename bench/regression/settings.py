"""Every number of the decision rule; stored with each run, so that a replay uses the same."""

from typing import Annotated, Literal

from pydantic import Field

from propbench.bench.results import Record

Share = Annotated[float, Field(gt=0, lt=1)]
Side = Literal["base", "head", "twin"]
Stage = Literal["screen", "confirm"]


class Settings(Record):
    """How much is measured and how it is judged."""

    screening_restarts: Annotated[int, Field(ge=1, le=50)] = 10
    confirming_restarts: Annotated[int, Field(ge=1, le=50)] = 20
    pairs: Annotated[int, Field(ge=6, multiple_of=6)] = 6
    """Pairs of samples of a case in one restart; two or three sides in every order."""
    sample_s: Annotated[float, Field(gt=0)] = 0.02
    """CPU seconds of one sample at base's speed."""
    slice_s: Annotated[float, Field(gt=0)] = 0.0015
    """CPU seconds for which a side works before the other has its turn."""
    margin: Share = 0.02
    """A case may become slower by this share."""
    group_margin: Share = 0.005
    """A family of implementations, or the whole suite, may become slower by this share."""
    non_inferiority: Share = 0.05
    """A case passes only if a slow-down of this share is excluded."""
    group_non_inferiority: Share = 0.02
    """The same for groups."""
    exclusion_level: Share = 0.05
    """Chance of excluding a slow-down that is there, for one case."""
    promotion_level: Share = 0.2
    """Screening: cases with a smaller p go on to confirmation."""
    alpha: Share = 0.01
    """Chance of a false alarm in a run: half for the cases, half for the groups."""
    contamination_level: Share = 0.05
    """Chance of calling a machine disturbed that is not: it costs a verdict, never a false one.
    Larger than alpha, because ten restarts alone must be able to reach it."""
    fewest_restarts: Annotated[int, Field(ge=1)] = 6
    """With fewer valid restarts of a case there is no verdict on it."""
    most_redone: Share = 0.2
    """With a larger share of pairs disturbed to the end, there is no verdict."""
    most_switches: Annotated[int, Field(ge=0)] = 12
    """Involuntary context switches within one sample that call for the pair to be redone. A few
    were seen to change nothing: CPU time stands still meanwhile, and slices are short."""
    most_steal: Share = 0.25
    """Share of a pair's time stolen by the hypervisor that calls for it to be redone."""
    most_tries: Annotated[int, Field(ge=1)] = 3
    """A pair that is still disturbed at this try is kept as it is."""

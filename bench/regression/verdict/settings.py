"""Every number of the decision rule; stored with each run, so that a replay uses the same."""

from typing import Annotated

from pydantic import Field

from propbench.bench.regression.sampling.settings import SamplingSettings, Share


class Settings(SamplingSettings):
    """How much is sampled and how it is judged."""

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

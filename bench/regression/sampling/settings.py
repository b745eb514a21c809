"""How much is sampled; stored with each run."""

from typing import Annotated, Literal

from pydantic import Field

from propbench.bench.results import Record

Share = Annotated[float, Field(gt=0, lt=1)]
Look = Literal["screen", "confirm"]
"""Which of the two looks at the data a restart belongs to."""


class SamplingSettings(Record):
    """How often every side is started, and how long it works each time."""

    screening_restarts: Annotated[int, Field(ge=1, le=50)] = 10
    confirming_restarts: Annotated[int, Field(ge=1, le=50)] = 20
    pairs: Annotated[int, Field(ge=6, multiple_of=6)] = 6
    """Pairs of samples of a case in one restart; two or three sides in every order."""
    sample_s: Annotated[float, Field(gt=0)] = 0.02
    """Seconds of one sample at base's speed, by the clock that says more."""
    slice_s: Annotated[float, Field(gt=0)] = 0.0015
    """Seconds for which a side works before the other has its turn."""
    most_switches: Annotated[int, Field(ge=0)] = 12
    """Involuntary context switches within one sample that call for the pair to be redone. A few
    were seen to change nothing: CPU time stands still meanwhile, and slices are short."""
    most_steal: Share = 0.25
    """Share of a pair's time stolen by the hypervisor that calls for it to be redone."""
    most_tries: Annotated[int, Field(ge=1)] = 3
    """A pair that is still disturbed at this try is kept as it is."""

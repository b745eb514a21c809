"""Who is compared with whom, in what, and how its numbers are written."""

from dataclasses import dataclass

from propbench.bench.numbers import significant


@dataclass(frozen=True)
class Unit:
    """What a ratio counts: "3 times `as_many`", "`more` than"; `as_much` where both are known."""

    as_many: str
    more: str
    as_much: str


ITERATIONS = Unit("as many iterations", "more iterations", "as many")
SECONDS = Unit("as long", "longer", "as long")
ERRORS = Unit("as many errors", "more errors", "as many")
LOSS = Unit("as high a loss", "a higher loss", "as high")


@dataclass(frozen=True)
class Contest:
    """Two that are compared: a ratio above 1 says that `slow` takes more than `fast`.

    `verbs` are those of slow and of fast.
    """

    slow: str
    fast: str
    unit: Unit = ITERATIONS
    verbs: tuple[str, str] = ("needs", "needs")

    @property
    def turned(self) -> "Contest":
        """The other way round, for a ratio below 1."""
        return Contest(self.fast, self.slow, self.unit, self.verbs[::-1])


_TASKS = {
    "digits_even": "even digits",
    "digits_high": "high digits",
    "digits_1_8": "ones and eights",
    "digits_3_8": "threes and eights",
    "digits_4_9": "fours and nines",
    "digits_5_9": "fives and nines",
    "digits_8_9": "eights and nines",
}


def factor(value: float) -> str:
    """A factor in two digits, and in three near 1 and from 100 on."""
    return significant(value, 3 if 1 <= value < 2 or value >= 100 else 2)


def span(low: float, high: float) -> str:
    """Two factors, lowest first."""
    return f"{factor(low)} to {factor(high)}"


def task_name(task: str) -> str:
    """A data set as written in a sentence."""
    return _TASKS.get(task, task.replace("_", " "))

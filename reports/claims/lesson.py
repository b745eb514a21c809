"""Where the course says what a claim tests."""

from dataclasses import dataclass

COURSE = "Neural Networks and Deep Learning"
_LECTURES = "https://www.coursera.org/learn/neural-networks-deep-learning/lecture/"


@dataclass(frozen=True)
class Lesson:
    """A lecture of the course: its week, its title, and the end of its address."""

    week: int
    title: str
    path: str

    @property
    def address(self) -> str:
        return f"{_LECTURES}{self.path}"

    @property
    def words(self) -> str:
        """As it is cited."""
        return f"{COURSE}, week {self.week}: {self.title}"

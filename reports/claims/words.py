"""What a claim's file says and draws: its answer, and the one figure that answers best."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from propbench.reports.claims.forest import FOREST
from propbench.reports.claims.lesson import Lesson
from propbench.reports.claims.questions import ClaimVerdict
from propbench.reports.drawing.spec import FigureSpec
from propbench.reports.sentences import short, verdicts
from propbench.reports.sentences.short import Forms


def _nothing(_: ClaimVerdict) -> Iterable[Forms]:
    return ()


@dataclass(frozen=True)
class Words:
    """`sentences` make the points of the answer, the most telling first; where a run has nothing
    for them, it is the word of each question. `lesson` is where the course says it. `rule` is what
    must hold, in plain words; the registration's is what counts. `topics` are the questions in a
    word or two, by their ids; `asks` are those that make the claim's word, where others stand
    beside it.

    `figure` is the one that answers best. `further` are figures of how its arms got there, in the
    fold, by the names that their anchors end in.
    """

    sentences: Callable[[ClaimVerdict], Iterable[Forms]] = _nothing
    lesson: Lesson | None = None
    rule: str = ""
    topics: Mapping[str, str] = field(default_factory=dict)
    asks: tuple[str, ...] = ()
    figure: FigureSpec[ClaimVerdict] = FOREST
    further: Mapping[str, FigureSpec[ClaimVerdict]] = field(default_factory=dict)

    def answer(self, claim: ClaimVerdict) -> str:
        """At most three points and six numbers."""
        own = short.answer(self.sentences(claim))
        return own or short.answer([(self._by_question(claim),)])

    def first_sentence(self, claim: ClaimVerdict) -> str:
        """One sentence of at most MOST_WORDS_OF_ONE words, or what a longer one begins with; the
        word of each question without."""
        first: Forms = next(filter(None, self.sentences(claim)), ())
        begun = (words.partition(";")[0] for words in first)
        fitting = [words for words in (*first, *begun) if short.fits_alone(words)]
        return " ".join(short.in_sentences(fitting[0] if fitting else self._by_question(claim)))

    def _by_question(self, claim: ClaimVerdict) -> str:
        words = verdicts.by_question(claim, self.topics)
        return words or "nothing of this claim was measured"

    def verdict(self, claim: ClaimVerdict) -> str:
        """The word, with what it is true of."""
        return verdicts.of_claim(claim, self.topics, self.asks)

"""What `propbench claims` prints: a line a claim, and its answer as the page has it."""

from dataclasses import replace

from propbench.reports.claims import terminal, words_of
from tests.reports.synthetic_claims import asked, estimate, judged, judgement

EFFECT = asked(
    "effect",
    estimates=[
        estimate("above", (10.0, 11.0, 9.0), f"{depth}, rate tuned", answer="yes")
        for depth in ("one hidden layer", "2 or 3 hidden layers")
    ],
)


def test_a_claim_has_its_word_and_below_it_the_answer_of_the_page() -> None:
    claim = judgement(EFFECT, word="mostly true")
    first, *rest = terminal.lines(judged(claim))
    assert first == "C1   A title: mostly true"
    assert " ".join(line.strip() for line in rest) == words_of("C1").answer(claim)


def test_lines_fit_a_terminal_and_say_what_was_not_used() -> None:
    found = replace(judged(judgement(EFFECT)), stale=("the engine changed",), new=("C99",))
    lines = terminal.lines(found)
    assert max(map(len, lines)) <= 80
    assert lines[-2:] == [
        "Not used: the engine changed.",
        "New since runs were shipped: C99.",
    ]

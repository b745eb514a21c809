"""What a question may expect of a pooled ratio, and how that answers it."""

from typing import Literal, NamedTuple

Outcome = Literal["above", "below", "same", "not above", "not below", "varies", "open"]
"""Of a pooled ratio: above 1, below 1, too near to 1 to matter, at most not relevantly above or
below 1; on one side for some tasks and on the other for others; or none of these is known."""

Answer = Literal["yes", "no", "varies", "open"]


class Expectation(NamedTuple):
    """Outcomes with which a question is answered yes, and those with which it is answered no."""

    yes: frozenset[Outcome]
    no: frozenset[Outcome]


LONGER = Expectation(frozenset({"above"}), frozenset({"same", "below", "not above"}))
"""The first of a comparison takes longer than the second."""
SAME = Expectation(frozenset({"same"}), frozenset({"above", "below"}))
"""Both take as long."""
NO_LONGER = Expectation(frozenset({"same", "below", "not above"}), frozenset({"above"}))
"""The first takes no longer, by more than matters."""
NO_SHORTER = Expectation(frozenset({"same", "above", "not below"}), frozenset({"below"}))
"""The first takes no less time, by more than matters: the second is fine."""

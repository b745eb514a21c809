"""The claims on the page: the words and figures of each in a file of its own, found by its name.

A file `cNN_subject.py` gives WORDS for claim CNN; a claim without one gets what all claims have:
its questions, and a figure of all its comparisons.
"""

import pkgutil
from importlib import import_module

from propbench.reports.claims.words import Words


def words_of(claim: str) -> Words:
    """What the file of a claim, such as C1, says and draws. Raises AttributeError without WORDS."""
    opening = f"c{int(claim.removeprefix('C')):02d}_"
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith(opening):
            words: Words = import_module(f"{__name__}.{module.name}").WORDS
            return words
    return Words()

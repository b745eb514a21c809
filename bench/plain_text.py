"""Text from outside, without what acts on a reader's screen instead of standing there."""

import re

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters but tab and line feed, what ends lines or turns them round, and what XML and
UTF-8 cannot hold."""


def visible(text: str) -> str:
    """The text with each such character as its escape, such as \\u202e, which JSON reads back."""
    return _ACTING.sub(lambda character: f"\\u{ord(character[0]):04x}", text)

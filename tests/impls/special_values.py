"""The one table of special values, the same for every implementation and dtype.

Each row is z, activation(z), derivative at z; the sign of a zero is free here. Words stand for
what depends on the dtype: `tiny` is the smallest subnormal number, `huge` the largest number.
relu'(0) = 0 and leaky_relu'(0) = slope, as in PyTorch, TensorFlow and JAX; NaN goes through every
function and every derivative but the one of linear, which is 1 whatever z is. gelu gives what its
formula gives at infinities, where it has infinity times 0.
"""

from math import log

import numpy as np

SLOPE = 0.25

LOG_2 = log(2)

Word = str | float

TABLE: dict[str, tuple[tuple[Word, Word, Word], ...]] = {
    "sigmoid": (
        ("nan", "nan", "nan"),
        ("inf", 1, 0),
        ("-inf", 0, 0),
        ("huge", 1, 0),
        ("-huge", 0, 0),
        (1000, 1, 0),
        (-1000, 0, 0),
        (0, 0.5, 0.25),
        ("-0", 0.5, 0.25),
        ("tiny", 0.5, 0.25),
        ("-tiny", 0.5, 0.25),
    ),
    "tanh": (
        ("nan", "nan", "nan"),
        ("inf", 1, 0),
        ("-inf", -1, 0),
        ("huge", 1, 0),
        ("-huge", -1, 0),
        (1000, 1, 0),
        (-1000, -1, 0),
        (0, 0, 1),
        ("-0", "-0", 1),
        ("tiny", "tiny", 1),
        ("-tiny", "-tiny", 1),
    ),
    "relu": (
        ("nan", "nan", "nan"),
        ("inf", "inf", 1),
        ("-inf", 0, 0),
        ("huge", "huge", 1),
        ("-huge", 0, 0),
        (0, 0, 0),
        ("-0", 0, 0),
        ("tiny", "tiny", 1),
        ("-tiny", 0, 0),
    ),
    "leaky_relu": (
        ("nan", "nan", "nan"),
        ("inf", "inf", 1),
        ("-inf", "-inf", SLOPE),
        ("huge", "huge", 1),
        ("-huge", "-huge/4", SLOPE),
        (0, 0, SLOPE),
        ("-0", 0, SLOPE),
        ("tiny", "tiny", 1),
        ("-tiny", 0, SLOPE),
    ),
    "linear": (
        ("nan", "nan", 1),
        ("inf", "inf", 1),
        ("-inf", "-inf", 1),
        ("huge", "huge", 1),
        ("-huge", "-huge", 1),
        (0, 0, 1),
        ("-0", "-0", 1),
        ("tiny", "tiny", 1),
        ("-tiny", "-tiny", 1),
    ),
    "softplus": (
        ("nan", "nan", "nan"),
        ("inf", "inf", 1),
        ("-inf", 0, 0),
        ("huge", "huge", 1),
        ("-huge", 0, 0),
        (1000, 1000, 1),
        (-1000, 0, 0),
        (0, LOG_2, 0.5),
        ("-0", LOG_2, 0.5),
        ("tiny", LOG_2, 0.5),
        ("-tiny", LOG_2, 0.5),
    ),
    "gelu": (
        ("nan", "nan", "nan"),
        ("inf", "inf", "nan"),
        ("-inf", "nan", "nan"),
        ("huge", "huge", 1),
        ("-huge", 0, 0),
        (1000, 1000, 1),
        (-1000, 0, 0),
        (0, 0, 0.5),
        ("-0", "-0", 0.5),
    ),
}

SIGNED_ZERO = ("tanh", "linear", "gelu")
"""Functions that keep the sign of a zero."""


INEXACT = ("softplus",)
"""Functions with a value in the table that no binary number is; one rounding is free."""


def number(word: Word, dtype: str) -> float:
    """What a word of the table means in a dtype."""
    if not isinstance(word, str):
        return word
    info = np.finfo(dtype)
    meanings = {
        "tiny": float(info.smallest_subnormal),
        "huge": float(info.max),
        "-huge/4": -float(info.max) / 4,
    }
    bare = word.removeprefix("-")
    if word in meanings:
        return meanings[word]
    return -meanings[bare] if bare in meanings else float(word)

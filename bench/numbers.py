"""Numbers as a person reads them: three significant digits, a unit that fits, never 0.000.

Seconds everywhere in data; this module alone scales them.
"""

import math

NARROW = "\u202f"
"""Narrow no-break space: between a number and its unit, and between groups of digits."""

TIMES = "\u00d7"
"""The multiplication sign."""

_UNITS = ((1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms"), (1.0, "s"), (60.0, "min"), (3600.0, "h"))


def significant(value: float, digits: int = 3) -> str:
    """A finite number to so many significant digits, without an exponent.

    Raises ValueError on infinity and NaN: a missing value is said in words, by the caller.
    """
    if not math.isfinite(value):
        raise ValueError(f"got {value}, expected a finite number")
    if value == 0:
        return "0"
    rounded = float(f"{value:.{digits - 1}e}")
    places = digits - 1 - math.floor(math.log10(abs(rounded)))
    return f"{rounded:,.{max(0, places)}f}".replace(",", NARROW)


def seconds(value: float, digits: int = 3) -> str:
    """Seconds with the unit that leaves one to three digits before the point."""
    # Rounded first, so that 999.9 µs becomes 1.00 ms and not 1 000 µs.
    rounded = float(f"{value:.2e}")
    fitting = [unit for unit in _UNITS if unit[0] <= rounded] or [_UNITS[0]]
    scale, name = fitting[-1]
    return f"{significant(rounded / scale, digits)}{NARROW}{name}"


def rough(value: float) -> str:
    """A factor as said in passing, in two digits: 640 of 635. Fewer, and a reader who divides the
    two times beside it would meet another number."""
    return significant(value, 2)


def rough_seconds(value: float) -> str:
    """Seconds as said in passing, in two digits: 8.8 s of 8.82 s."""
    return seconds(float(f"{value:.1e}"), 2)


def exact(value: float) -> str:
    """A round number as it is, such as that of a tick: 0.5, 1 000."""
    return f"{value:,.10g}".replace(",", NARROW)


def exact_seconds(value: float) -> str:
    """Round seconds as they are, in a unit up to seconds: 10 µs."""
    # A little more than is there: a decade is not exact in binary.
    fitting = [unit for unit in _UNITS[:4] if unit[0] <= value * 1.001] or [_UNITS[0]]
    scale, name = fitting[-1]
    return f"{exact(value / scale)}{NARROW}{name}"


def short_count(value: float) -> str:
    """A number of examples in few letters: 1, 10, 100, 1k, 10k, 100k, 1M."""
    scale, unit = next((s, u) for s, u in ((1e6, "M"), (1e3, "k"), (1, "")) if value >= s or s == 1)
    return f"{value / scale:g}{unit}"


def times(value: float) -> str:
    """A factor with its sign: 1.35, 3.2, 310 times."""
    return f"{_factor(value)}{TIMES}"


def times_range(low: float, high: float) -> str:
    """The limits of a factor, with one sign: 295 to 322 times."""
    return f"{_factor(low)} to {_factor(high)}{TIMES}"


def count(value: int) -> str:
    """A whole number with its digits in groups of three."""
    return f"{value:,}".replace(",", NARROW)


def percent(share: float) -> str:
    """A share of 1 in per cent, two significant digits, or "under 0.1 %"."""
    if 0 < abs(share) < 0.001:
        return f"under 0.1{NARROW}%"
    return f"{significant(100 * share, 2)}{NARROW}%"


def mebibytes(value: float) -> str:
    """Bytes in MiB, three significant digits."""
    return f"{significant(value / 2**20)}{NARROW}MiB"


def scientific(value: float) -> str:
    """A small number in scientific notation, for errors."""
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(value))
    raised = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{value / 10**exponent:.1f}{NARROW}{TIMES}{NARROW}10{raised}"


def _factor(value: float) -> str:
    if value >= 100:
        return significant(value)
    return significant(value, 2) if 2 <= value < 10 else significant(value)

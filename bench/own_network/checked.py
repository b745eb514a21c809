"""Words of a question, checked one by one: every error is one line that says what was expected."""

from collections.abc import Iterable

from propbench.bench.exits import UsageError


def whole(what: str, given: object) -> int:
    """A whole number from 1 up. Raises UsageError."""
    try:
        number = int(str(given))
    except ValueError:
        number = 0
    if number < 1:
        raise UsageError(f"{what}: got {str(given)!r}, expected a whole number from 1 up")
    return number


def known(what: str, given: str, names: Iterable[str]) -> str:
    """One of these names. Raises UsageError, listing them."""
    if given not in names:
        raise UsageError(f"{what}: got {given!r}, expected one of {', '.join(names)}")
    return given


def parts(given: object) -> list[object]:
    """Of a list in words, with commas, or in Python."""
    return list(given.split(",")) if isinstance(given, str) else _listed(given)


def beginning(given: str, names: Iterable[str]) -> str:
    """The first of these names that begins so, by whole words. Raises UsageError, listing them."""
    fitting = [name for name in names if f"{name}_".startswith(f"{given}_")]
    return fitting[0] if fitting else known("output", given, names)


def _listed(given: object) -> list[object]:
    return list(given) if isinstance(given, Iterable) else [given]

"""What a folder says about itself in its `__init__.py`."""

from types import ModuleType
from typing import Any

from propbench.impls.contract.words import DIVISIONS, DTYPES, FAMILIES, LEAGUES


def check_declarations(package: ModuleType, folder: str) -> None:
    """Refuse a folder that does not say what it is. Raises LookupError naming the word."""
    where = f"{folder}/__init__.py"
    declared: list[tuple[str, Any, tuple[str, ...]]]
    declared = [("FAMILY", getattr(package, "FAMILY", None), FAMILIES)]
    declared += [("LEAGUE", league, LEAGUES) for league in leagues(package).values()]
    for word, value, known in declared:
        if value not in known:
            raise LookupError(f"{where}: {word} is {value!r}, expected one of {', '.join(known)}")
    dtypes = getattr(package, "DTYPES", None)
    if not (isinstance(dtypes, tuple) and dtypes and set(dtypes) <= set(DTYPES)):
        found = "missing" if dtypes is None else repr(dtypes)
        raise LookupError(f"{where}: DTYPES is {found}, expected a tuple of {', '.join(DTYPES)}")
    if not isinstance(getattr(package, "REQUIRES", ()), tuple):
        raise LookupError(f"{where}: REQUIRES is {package.REQUIRES!r}, expected a tuple of names")
    for configuration in getattr(package, "CONFIGURATIONS", ("",)):
        for division in divisions(package, configuration):
            if division not in DIVISIONS:
                known_ones = ", ".join(DIVISIONS)
                raise LookupError(f"{where}: {division!r} is no division, expected {known_ones}")
    _check_seconds(where, getattr(package, "COMPILE_S", (0.0, 0.0)))


def _check_seconds(where: str, declared: object) -> None:
    match declared:
        case (int() | float() as cold_s, int() | float() as each_s) if min(cold_s, each_s) >= 0:
            return
    raise LookupError(f"{where}: COMPILE_S is {declared!r}, expected two numbers of seconds")


def leagues(package: ModuleType) -> dict[str, Any]:
    """LEAGUE by configuration: one for all, or a dict where they differ."""
    league = getattr(package, "LEAGUE", None)
    if isinstance(league, dict):
        return league
    return dict.fromkeys(getattr(package, "CONFIGURATIONS", ("",)), league)


def divisions(package: ModuleType, configuration: str) -> tuple[str, ...]:
    """Where a configuration competes.

    CONFIGURATIONS may give each name its division; otherwise all have the folder's DIVISIONS,
    which are the closed one alone where nothing is said.
    """
    configurations = getattr(package, "CONFIGURATIONS", ())
    if isinstance(configurations, dict):
        return (str(configurations[configuration]),)
    return tuple(getattr(package, "DIVISIONS", DIVISIONS[:1]))

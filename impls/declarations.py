"""What a folder says about itself in its `__init__.py`."""

from types import ModuleType

from impls.contract import DIVISIONS, FAMILIES, LEAGUES


def check_declarations(package: ModuleType, folder: str) -> None:
    """Refuse a folder that does not say what it is. Raises LookupError naming the word."""
    where = f"{folder}/__init__.py"
    for word, known in (("FAMILY", FAMILIES), ("LEAGUE", LEAGUES)):
        value = getattr(package, word, None)
        if value not in known:
            raise LookupError(f"{where}: {word} is {value!r}, expected one of {', '.join(known)}")
    if not getattr(package, "DTYPES", ()):
        raise LookupError(f"{where}: DTYPES is missing, expected a tuple of names")
    for configuration in getattr(package, "CONFIGURATIONS", ("",)):
        for division in divisions(package, configuration):
            if division not in DIVISIONS:
                known_ones = ", ".join(DIVISIONS)
                raise LookupError(f"{where}: {division!r} is no division, expected {known_ones}")


def divisions(package: ModuleType, configuration: str) -> tuple[str, ...]:
    """Where a configuration competes.

    CONFIGURATIONS may give each name its division; otherwise all have the folder's DIVISIONS,
    which are the closed one alone where nothing is said.
    """
    configurations = getattr(package, "CONFIGURATIONS", ())
    if isinstance(configurations, dict):
        return (str(configurations[configuration]),)
    return tuple(getattr(package, "DIVISIONS", DIVISIONS[:1]))

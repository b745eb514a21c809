"""Which seeds do what: candidates are chosen on some, and reported on others that nobody tuned on.

Seeds of earlier protocols (0 to 19, 1000 to 1009) and of trials are used for neither.
"""

N_LOOK, N_TUNING = 5, 50
"""Seeds of a first look at every candidate, and of those that are near the best."""

N_REPORTING, N_REPORTING_ALIKE = 100, 200
"""Seeds that report what was chosen: more where arms are nearly the same function, so that a
smaller difference can be told."""

_TUNING_FROM, _REPORTING_FROM = 4_000, 5_000


def tuning_seeds(n: int = N_TUNING) -> tuple[int, ...]:
    """Where candidates are chosen."""
    return tuple(range(_TUNING_FROM, _TUNING_FROM + n))


def reporting_seeds(n: int = N_REPORTING) -> tuple[int, ...]:
    """Where what was chosen is reported."""
    return tuple(range(_REPORTING_FROM, _REPORTING_FROM + n))

"""C7: what was registered, and what is raced."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C7",
    title="Never use explicit loops: vectorise",
    taught=(
        "Never use explicit for-loops; write z = np.dot(w.T, x) + b and let NumPy broadcast; "
        "avoid rank-1 arrays, and initialise with np.random.randn((2, 2)) and np.zero((2, 1))."
    ),
    rule=(
        "Seconds: the loop's over NumPy's, or tiling's over broadcasting's, pooled over pieces "
        "of work and sizes for each way of looping; of compiled loops for one example, up to a "
        "hundred and more apart. Each must be above 1. Shapes: the share of silently wrong "
        "scripts where an array has rank 1 must be above that where it has the course's shape, "
        "by more than a quarter. Lines: each must run."
    ),
    forecast=Forecast(
        words=(
            "Interpreted loops lose except at the smallest sizes; compiled loops tie or win, so "
            "that never is wrong; rank-1 arrays do go silently wrong; both lines raise."
        ),
        probabilities={
            "in part": 0.8,
            "true": 0.07,
            "false": 0.08,
            "cannot tell": 0.05,
        },
    ),
)

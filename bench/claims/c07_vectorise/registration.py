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
        "Seconds: a cell is one piece of work at one size, its ratio the loop's seconds over "
        "NumPy's, or tiling's over broadcasting's; over 1.25 supports. Shapes: a cell is one "
        "array in one scene, its ratio the share of silently wrong scripts where that array has "
        "rank 1 over the share where it has the course's shape, the others once in every shape "
        "and once in the course's. "
        "Lines: a cell is one line, which supports when it runs."
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

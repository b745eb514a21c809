"""C7: what was registered."""

from propbench.bench.claims.referee.registration import Forecast, Registration

REGISTRATION = Registration(
    id="C7",
    title="Never use explicit loops: vectorise",
    taught=(
        "Never use explicit for-loops; write z = np.dot(w.T, x) + b and let NumPy broadcast; "
        "avoid rank-1 arrays, and initialise with np.random.randn((2, 2)) and np.zero((2, 1))."
    ),
    rule=(
        "Seconds of loops over those of NumPy on the course's own lines and a training step, their "
        "mean for each way to loop and each class of sizes; an estimate says yes above 1. Of "
        "interpreted loops and of compiled ones by themselves: the claim is true where it is "
        "true of a kind of loop. Beside it: tiling over broadcasting; for each array, whether "
        "scripts go silently wrong more often (over 1.25 times) when it has rank 1 than when it "
        "has the course's shape; and whether each of the note's lines runs."
    ),
    forecast=Forecast(
        words=(
            "Interpreted loops lose except at the smallest sizes; compiled loops tie or win, so "
            "that never is wrong; rank-1 arrays do go silently wrong; both lines raise."
        ),
        probabilities={"true": 0.07, "in part": 0.8, "false": 0.08, "cannot tell": 0.05},
    ),
)

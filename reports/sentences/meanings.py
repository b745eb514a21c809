"""What the words mean that a student may not know."""

MEANINGS = {
    "activation": "The function between layers: sigmoid, tanh, ReLU, leaky ReLU or none (linear).",
    "backward": "The phase that computes the derivative of the loss by every parameter.",
    "BLAS": "The library that multiplies matrices; OpenBLAS is one.",
    "Brier score": "How far a forecast was from what came: 0 is perfect, 2 is sure and wrong.",
    "case": "One cell of the grid: an implementation, a network, an activation, a phase, an m.",
    "closed division": "One thread and the same numerics for everybody.",
    "drift": "A fixed piece of work is timed beside all others; drift is how its speed moves.",
    "epoch": "One pass over all examples of the data set.",
    "estimated": (
        "Not measured: continued along the straight line that smaller sizes lie on, after that "
        "line has predicted the largest measured one."
    ),
    "first call": "The first call in a new process, compiling included where there is any.",
    "forward": "The phase that computes the network's outputs from its inputs.",
    "iteration": "One training step of gradient descent on all m examples.",
    "league": "As in a textbook (idiomatic), or as fast as a specialist makes it (tuned).",
    "limit": "What the machine can do: a network's matrix products alone in BLAS, and a triad.",
    "limits": (
        "Between them the true value lies with 95 % confidence. With one restart, or few seeds, "
        "they are the smallest and the largest value, called a range."
    ),
    "m": "How many examples one call works on; they are columns.",
    "oracle": "A slow, simple computation of the same that every result is checked against.",
    "open division": "All cores, and anything that gives the same answer.",
    "restart": (
        "A fresh Python process, with a process forked for each contender. Every cell is timed in "
        "each restart; limits are over restarts."
    ),
    "ruleset": (
        "How learning rate and first weights are chosen. R0: one rate for all and randn * 0.01, "
        "as in the course. R1: the rate tuned for each, textbook weights. R2: both tuned for "
        "each."
    ),
    "seed": "The number that fixes the random first weights, so that a run can be repeated.",
    "slice": "Calls timed together for about a millisecond, before the next contender's turn.",
    "target": "The training loss at which a run counts as trained; iterations are up to there.",
    "task": (
        "The data to learn. xor and moons: points in the plane, of two classes. digits and "
        "even digits: which handwritten digit, and whether it is even. cancer: malignant or not."
    ),
    "tie": "The limits of a ratio include 1\u00d7, or the difference is under 5 %.",
    "unstable": "Slices or restarts disagree so much that a median does not stand for them.",
}
"""By the term, in the order of the alphabet."""

COMMON = ("m", "case", "limit", "tie", "task")
"""Words that stand for something else in a sentence, too, so that they are not linked."""

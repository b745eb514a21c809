"""The words of the page, a dozen of them."""

GLOSSARY = (
    (
        "activation",
        "The function between layers: sigmoid, tanh, ReLU, leaky ReLU or none (linear).",
    ),
    ("backward", "The phase that computes the derivative of the loss by every parameter."),
    ("case", "One cell of the grid: an implementation, a network, an activation, a phase, an m."),
    (
        "ceiling",
        "What the machine can do: a network's matrix products alone in BLAS, and a triad.",
    ),
    ("closed division", "One thread and the same numerics for everybody."),
    (
        "estimated",
        "Not measured: continued along the straight line that smaller sizes lie on, after that "
        "line has predicted the largest measured one.",
    ),
    ("first call", "The first call in a new process, compiling included where there is any."),
    ("forward", "The phase that computes the network's outputs from its inputs."),
    ("iteration", "One training step of gradient descent on all m examples."),
    ("league", "Idiomatic is how a textbook writes it; tuned is how somebody in a hurry would."),
    ("m", "How many examples one call works on; they are columns."),
    ("open division", "All cores, and anything that gives the same answer."),
    ("process", "A fresh Python process. Every cell is timed in each; limits are over processes."),
    ("round", "A few calls timed together in one process."),
    ("tie", "The limits of a ratio include 1\u00d7, or the difference is under 5 %."),
    ("unstable", "Rounds or processes disagree so much that a median does not stand for them."),
)

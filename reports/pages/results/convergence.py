"""Iterations and loss of the activations."""

from propbench.reports.pages import Section, words

SECTION = Section(
    8,
    "Convergence",
    "Convergence",
    words(
        "How many iterations a network needs depends on the machine through rounding alone; how "
        "long one takes depends on all of it. The two are measured apart and multiplied."
    ),
)

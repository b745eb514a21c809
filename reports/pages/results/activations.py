"""What an activation function alone costs."""

from propbench.reports.pages import Section, words

SECTION = Section(
    7,
    "Activations",
    "Activations",
    words("What an activation function and its derivative cost alone."),
)

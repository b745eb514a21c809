"""What one call costs as m grows, in every phase."""

from propbench.reports.pages import Section, words

SECTION = Section(
    1,
    "Scaling",
    "Time by number of examples",
    words("What one call costs as m grows, phase by phase."),
)

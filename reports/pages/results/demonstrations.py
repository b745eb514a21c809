"""The small demonstrations of the course."""

from propbench.reports.pages import Section, words

SECTION = Section(
    9,
    "Demonstrations",
    "The course's demonstrations",
    words("The course shows these as small experiments; here they are timed like everything else."),
)

"""The answers, complete by itself."""

from propbench.reports.pages import Page

PAGE = Page(1, "Answers", "What loops, NumPy and compiled loops cost")

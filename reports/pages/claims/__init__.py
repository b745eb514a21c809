"""What became of each claim of the course: a part a claim."""

from propbench.reports.pages import Page

PAGE = Page(2, "All claims", "What the course says, put to the test")

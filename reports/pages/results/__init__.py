"""Every number, and how it was made."""

from propbench.reports.pages import Page

PAGE = Page(3, "All results", "Every number, and how it was made")

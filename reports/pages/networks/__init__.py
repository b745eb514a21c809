"""Other kinds of networks than the dense ones of the course."""

from propbench.reports.pages import Page

PAGE = Page(4, "All networks", "Other kinds of networks")

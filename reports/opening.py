"""`propbench open`: the page that is there, in a browser. What makes pages is not imported."""

import argparse
import webbrowser
from pathlib import Path

from propbench.bench import folders
from propbench.bench.exits import DONE
from propbench.bench.results import ResultError


def open_page(options: argparse.Namespace) -> int:
    """Show the page that is there. Raises ResultError without one, OSError without a browser."""
    path: Path = options.out / folders.PAGE
    if not path.exists():
        raise ResultError(f"no page at {path}: write one first with `propbench report`")
    if not webbrowser.open(path.resolve().as_uri()):
        raise OSError(f"no browser was found; open {path} yourself")
    return DONE

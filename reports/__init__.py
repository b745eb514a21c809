"""What a person reads: frames, facts, sentences, figures and the page, from result files alone."""

import os
import sys
from contextlib import suppress


def _import_matplotlib() -> None:
    """Import it although a notebook has set a backend for itself that is not installed here.

    Its import fails on such a name; figures here are files and need none. Nothing of what was set
    is lost.
    """
    held = os.environ.pop("MPLBACKEND", None)
    try:
        import matplotlib as mpl
    finally:
        if held is not None:
            os.environ["MPLBACKEND"] = held
    if held is not None:
        with suppress(ValueError):
            mpl.rcParams["backend"] = held


if "matplotlib" not in sys.modules:
    _import_matplotlib()

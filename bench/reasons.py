"""Why something failed, as it is kept: one line, without what is this machine's or its owner's."""

import os
import re
import tempfile
import traceback
from pathlib import Path

LONGEST = 200
_LEAST_SECRET = 6
"""Shorter values of the environment are words that stand in any message."""

_QUOTED = re.compile(r"(['\"])~?/(?:[^'\"/]+/)*([^'\"/]+)/?\1")
_END = r"\s:;,'\"`()<>\[\]{}|"
_ABSOLUTE = re.compile(rf"(?<![\w.:/~-])~?/(?:[^{_END}/]+/)*([^{_END}/]+)/?")


def one_line(error: BaseException) -> str:
    """An error's message on one line, cut to what fits a table."""
    return cleaned(str(error)) or "no message"


def described(error: BaseException, folder: Path | None) -> str:
    """An error's type and message, and the last line in this folder that led to it."""
    lines = [
        f" ({Path(frame.filename).name}, line {frame.lineno})"
        for frame in traceback.extract_tb(error.__traceback__)
        if folder and Path(frame.filename).parent == folder
    ]
    return f"{type(error).__name__}: {one_line(error)}{lines[-1] if lines else ''}"


def cleaned(text: str) -> str:
    """One line of at most 200 characters, with names for values of the environment and paths.

    Of an absolute path the last part stays, which says most and says nothing about whose it is.
    """
    line = " ".join(text.split())
    for folder in (tempfile.gettempdir(), str(Path.cwd()), str(Path.home())):
        if len(folder) > 1:
            line = line.replace(folder, "~")
    line = _QUOTED.sub(r"\1\2\1", line)
    line = _ABSOLUTE.sub(r"\1", line)
    for name, value in sorted(os.environ.items(), key=lambda item: -len(item[1])):
        if len(value) >= _LEAST_SECRET and not _is_path(value):
            line = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", f"${name}", line)
    return line[:LONGEST]


def _is_path(value: str) -> bool:
    return value.startswith("/") and ":" not in value

"""Words for a terminal: the one place that folds lines, and that writes on standard error.

Results go to standard output; whatever else a command says, it says with `say`.
"""

import shutil
import sys
import textwrap
from itertools import chain

from propbench.bench.plain_text import visible

COLUMNS = 80


def columns() -> int:
    """Of the terminal, or as COLUMNS says; never more than 80."""
    return min(COLUMNS, shutil.get_terminal_size().columns)


def folded(
    line: str, further: str = "  ", *, width: int = COLUMNS, whole_words: bool = False
) -> list[str]:
    """A line in lines of at most so many columns, all but the first a little further in.

    With `whole_words` a longer word stays in one piece: a path can then be copied.
    """
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(
        visible(line),
        width,
        subsequent_indent=indent + further,
        break_on_hyphens=False,
        break_long_words=not whole_words,
    )


def say(text: str) -> None:
    """A message on standard error. A terminal gets it folded; a file or another program gets the
    lines as they are, so that it finds in one line what is one message."""
    lines = visible(text).split("\n")
    if sys.stderr.isatty():
        each = (folded(line, width=columns(), whole_words=True) or [""] for line in lines)
        lines = list(chain.from_iterable(each))
    print("\n".join(lines), file=sys.stderr, flush=True)

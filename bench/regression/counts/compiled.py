"""What Numba compiles in this process."""

import re
import sys
import warnings
from pathlib import Path

from numba.core.dispatcher import Dispatcher

_PACKED = re.compile(r"^\s+v?\w+p[sd]\s", re.MULTILINE)
"""An instruction of x86 on several floats at once: its name ends in ps or pd."""


def dispatchers(folder: Path) -> list[Dispatcher]:
    """Every compiled function of the modules below a folder, each once."""
    found = {
        id(value): value
        for module in list(sys.modules.values())
        if str(getattr(module, "__file__", None) or "").startswith(f"{folder}/")
        for value in list(vars(module).values())
        if isinstance(value, Dispatcher)
    }
    return list(found.values())


def signatures(compiled: list[Dispatcher]) -> dict[str, list[str]]:
    """Argument types for which each function was compiled, by function name."""
    return {
        dispatcher.py_func.__name__: sorted(map(str, dispatcher.signatures))
        for dispatcher in compiled
        if dispatcher.signatures
    }


def packed_instructions(compiled: list[Dispatcher]) -> int | None:
    """Instructions on several floats at once, in all compiled code together.

    None where some of it came from a cache: Numba cannot show that, and says so with a warning.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        try:
            texts = [text for dispatcher in compiled for text in dispatcher.inspect_asm().values()]
        except UserWarning:
            return None
    return sum(len(_PACKED.findall(text)) for text in texts)

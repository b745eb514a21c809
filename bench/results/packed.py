"""Text that is shipped with the repository, compressed by xz."""

import lzma
from pathlib import Path

from propbench.bench.results.files import ResultError


def pack(text: str) -> bytes:
    """As small as it gets."""
    return lzma.compress(text.encode(), preset=9)


def unpack(path: Path, most_bytes: int) -> str:
    """The text of a file. Raises ResultError on one that is broken or unpacks to more."""
    try:
        with lzma.open(path) as file:
            content = file.read(most_bytes + 1)
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise ResultError(f"{path.name} cannot be read: {error}") from error
    if len(content) > most_bytes:
        raise ResultError(f"{path.name} unpacks to more than {most_bytes >> 20} MiB")
    # What is no UTF-8 is no record either, and is refused where it is parsed.
    return content.decode("utf-8", "replace")

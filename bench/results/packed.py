"""Text that is shipped with the repository, compressed by xz."""

import lzma
from pathlib import Path

from propbench.bench.results.files import ResultError, read_bytes

_MOST_WORKING_BYTES = 100 * 2**20
"""What `pack` makes asks for 65 MiB."""


def pack(text: str) -> bytes:
    """As small as it gets."""
    return lzma.compress(text.encode(), preset=9)


def unpack(path: Path, most_bytes: int) -> str:
    """The text of a file. Raises ResultError on one that is broken or unpacks to more."""
    packed = read_bytes(path, most_bytes)
    # Bounded twice: a few bytes can ask for a dictionary of 4 GiB, or for as much text.
    unpacker = lzma.LZMADecompressor(memlimit=_MOST_WORKING_BYTES)
    try:
        content = unpacker.decompress(packed, most_bytes + 1)
    except (EOFError, lzma.LZMAError) as error:
        raise ResultError(f"{path.name} cannot be read: {error}") from error
    if len(content) > most_bytes:
        raise ResultError(f"{path.name} unpacks to more than {most_bytes >> 20} MiB")
    if not unpacker.eof or unpacker.unused_data:
        raise ResultError(f"{path.name} cannot be read: it does not end where it says")
    # What is no UTF-8 is no record either, and is refused where it is parsed.
    return content.decode("utf-8", "replace")

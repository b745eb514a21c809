"""Random changes of stored files: of their bytes, of what their JSON says, of the files themselves.

Every change follows from the generator that is given.
"""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOSTILE: tuple[Any, ...] = (
    *(None, True, False, -1, 0, 1, 2, 1e308, -1e308, 5e-324, 0.5, float("nan"), float("inf")),
    *(10**400, 10**9, -(10**9), "", "x" * 5_000, "\u202e\u2028\x00\x1b", "../../etc/passwd"),
    *("=1+1", "<script>alert(1)</script>", "\ud800", [], {}, [[[]]], {"a": {"b": None}}),
)
"""Values in the place of others."""
HUGE_BYTES = 2**40


def of_bytes(content: bytes, generator: random.Random) -> bytes:
    """A byte, a span or the end is another, gone, or there twice."""
    first, last = sorted(generator.randrange(len(content) + 1) for _ in range(2))
    span = content[first : min(last, first + 200)]
    before, after = content[:first], content[first + len(span) :]
    changes: tuple[Callable[[], bytes], ...] = (
        lambda: before + generator.randbytes(1) + content[first + 1 :],
        lambda: before + bytes([content[first - 1] ^ 1]) + content[first:],
        lambda: before + after,
        lambda: before,
        lambda: before + span + span + after,
        lambda: before + generator.randbytes(20) + after,
        lambda: (
            before + generator.choice([b"\0", b"\n", b"\r", b'"', b",", b"}", b"9" * 400]) + after
        ),
        lambda: b"",
        lambda: generator.choice([b"\xef\xbb\xbf", b"\xff\xfe"]) + content,
        lambda: b"[" * 100_000,
    )
    return generator.choice(changes)()


def of_json(content: bytes, generator: random.Random) -> bytes:
    """A value of a document, or of one line of records, is hostile, gone or elsewhere too."""
    whole = content.lstrip().startswith(b"{\n")
    lines = [content] if whole else content.split(b"\n")[:-1]
    place = generator.randrange(len(lines))
    document = json.loads(lines[place])
    _change(document, generator)
    lines[place] = json.dumps(document).encode()
    return b"\n".join([*lines, b""])


def of_file(path: Path, generator: random.Random) -> None:
    """The file is gone, larger than any disk, or something else than a file."""
    path.unlink()
    kind = generator.randrange(5)
    if kind == 0:
        os.mkfifo(path)
    elif kind == 1:
        path.symlink_to("/dev/zero")
    elif kind == 2:
        path.mkdir()
    elif kind == 3:
        path.touch()
        os.truncate(path, HUGE_BYTES)


def _change(document: Any, generator: random.Random) -> None:
    """One value at any depth."""
    inner = [document]
    for value in inner:
        children = value.values() if isinstance(value, dict) else value
        inner += [child for child in children if isinstance(child, dict | list) and child]
    holder = generator.choice(inner)
    key = generator.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    kind = generator.randrange(4)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[f"{key}{generator.choice(['', ' ', 'x'])}"] = holder.pop(key)
    elif kind == 2 and isinstance(holder, list):
        holder.insert(key, holder[key])
    else:
        holder[key] = generator.choice(HOSTILE)

"""Work in half the time: a copy of this process does one thing while this one does another, or both
take pieces in turn until none is left."""

import multiprocessing
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from typing import TypeVar

Piece = TypeVar("Piece")
Done = TypeVar("Done")

_DIGITS = 4


def beside(work: Callable[[], Done]) -> Callable[[], Done]:
    """Begin `work` in a copy of this process; what is returned waits for its result, which must be
    picklable.

    Where there is no second core, or no process can be copied, it is done when it is asked for.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or (os.cpu_count() or 1) == 1:
        return cache(work)
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)

    def answer() -> None:
        # Held here too, it would keep this copy waiting for a reader after its parent was killed.
        receive.close()
        # What goes wrong here is met again by the one who waits, and told there.
        with suppress(Exception):
            send.send(work())

    copy = context.Process(target=answer, daemon=True)
    with warnings.catch_warnings():
        # A copy has no other threads, and could wait for one; this one computes alone.
        warnings.simplefilter("ignore", DeprecationWarning)
        copy.start()
    send.close()

    def result() -> Done:
        try:
            done: Done = receive.recv()
        except EOFError:
            # It ended without an answer.
            done = work()
        copy.join()
        return done

    return cache(result)


def in_halves(work: Callable[[Piece], Done], pieces: Sequence[Piece]) -> list[Done]:
    """`work` of each piece, in their order; what it returns must be picklable."""
    turns = _turns(len(pieces))

    def mine() -> dict[int, Done]:
        return {at: work(pieces[at]) for at in _taken(turns)}

    try:
        theirs = beside(mine) if len(pieces) > 1 else dict
        done = mine() | theirs()
    finally:
        os.close(turns)
    return [done[at] if at in done else work(piece) for at, piece in enumerate(pieces)]


def _turns(n: int) -> int:
    """Where both take the number of the next piece from: a pipe, which needs no lock."""
    read, write = os.pipe()
    with os.fdopen(write, "wb") as numbers:
        numbers.write(b"".join(b"%0*d" % (_DIGITS, at) for at in range(n)))
    return read


def _taken(turns: int) -> Iterator[int]:
    while number := os.read(turns, _DIGITS):
        yield int(number)

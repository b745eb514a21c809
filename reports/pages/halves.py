"""Work in half the time: this process does one half of it, a copy of it the other."""

import multiprocessing
import os
import warnings
from collections.abc import Callable, Sequence
from typing import TypeVar

Piece = TypeVar("Piece")
Done = TypeVar("Done")


def in_halves(work: Callable[[Piece], Done], pieces: Sequence[Piece]) -> list[Done]:
    """`work` of each piece, in their order; what it returns must be picklable.

    Where there is no second core, or a process cannot be copied, all is done here.
    """
    can = "fork" in multiprocessing.get_all_start_methods() and (os.cpu_count() or 1) > 1
    if not can or len(pieces) < 2:
        return [work(piece) for piece in pieces]
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    other = pieces[1::2]
    copy = context.Process(target=lambda: send.send([work(piece) for piece in other]), daemon=True)
    with warnings.catch_warnings():
        # A copy has no other threads, and could wait for one; this one computes alone.
        warnings.simplefilter("ignore", DeprecationWarning)
        copy.start()
    send.close()
    done = {2 * at: work(piece) for at, piece in enumerate(pieces[::2])}
    try:
        done |= {2 * at + 1: one for at, one in enumerate(receive.recv())}
    except EOFError:
        # It ended without an answer: what it met is met again here, and told.
        done |= {2 * at + 1: work(piece) for at, piece in enumerate(other)}
    copy.join()
    return [done[at] for at in range(len(pieces))]

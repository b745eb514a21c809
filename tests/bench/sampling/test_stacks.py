"""Every call has a stack of its own, and what it returns or raises comes back."""

import threading

import pytest

from propbench.bench.sampling.stacks import on_fresh_stack


def test_what_the_function_returns_comes_back() -> None:
    assert on_fresh_stack(lambda: 7) == 7


def test_what_the_function_raises_comes_back() -> None:
    def fails() -> None:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        on_fresh_stack(fails)


def test_no_two_calls_share_a_thread() -> None:
    seen = {on_fresh_stack(threading.current_thread) for _ in range(3)}
    assert len(seen) == 3
    assert threading.current_thread() not in seen


def test_every_stack_is_larger_than_those_before() -> None:
    sizes = [on_fresh_stack(threading.stack_size) for _ in range(3)]
    assert sizes == sorted(set(sizes))


def test_threads_of_others_keep_their_usual_stacks() -> None:
    on_fresh_stack(lambda: None)
    assert threading.stack_size() == 0

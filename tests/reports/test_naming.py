"""What things are called where a person reads."""

import pytest

from propbench.reports.naming import cell_in_words, network_named, reason_named

CELL = {
    "implementation": "numba_fused:serial",
    "network": "depth_3",
    "activation": "relu",
    "phase": "train_step",
    "m": 1000,
    "dtype": "float64",
    "division": "closed",
}


@pytest.mark.parametrize(
    ("network", "words"),
    [("depth_3", "3 hidden layers"), ("width_8", "8 hidden units"), ("conv", "convolutional")],
)
def test_networks_have_names_for_people(network: str, words: str) -> None:
    assert network_named(network) == words
    assert network_named("shallow") == "shallow"


def test_a_cell_is_told_by_what_is_unusual_about_it() -> None:
    assert cell_in_words(CELL) == (
        "Numba fused, serial, 3 hidden layers network, training step, m = 1\u202f000"
    )
    other = {**CELL, "network": "", "activation": "tanh", "phase": "function"}
    assert cell_in_words({**other, "dtype": "float32", "division": "open"}) == (
        "Numba fused, serial, tanh, function, m = 1\u202f000, float32, all cores"
    )


@pytest.mark.parametrize(
    ("implementation", "reason", "words"),
    [
        ("python_loops", "python_loops has no float32", "Python loops has no float32"),
        (
            "numba_fused:serial",
            "numba_fused:serial has no recurrent.py",
            "Numba fused, serial has no code for recurrent networks",
        ),
        (
            "numpy_inplace",
            "numpy_inplace does not offer dot_numpy_scalars",
            "NumPy inplace does not offer dot numpy scalars",
        ),
        ("numpy_inplace", "LD_PRELOAD is set", "LD_PRELOAD is set"),
    ],
)
def test_a_reason_calls_things_as_the_page_does(
    implementation: str, reason: str, words: str
) -> None:
    assert reason_named(implementation, reason) == words

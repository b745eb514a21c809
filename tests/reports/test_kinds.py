"""What the page says of other kinds of networks."""

import pandas as pd

from propbench.reports.facts.kinds import Kind, fastest_of
from propbench.reports.sentences.kinds import in_short

LOOPS = {"python_loops": "idiomatic", "python_builtins": "tuned"}
ARRAYS = {"numpy_vectorized": "idiomatic", "numpy_inplace": "tuned"}


def _kind(timed: dict[str, tuple[int, ...]]) -> Kind:
    """Cells of 1 s for loops and of 1 ms for NumPy, at these sizes."""
    rows = [
        {
            "implementation": name,
            "family": "loops" if name in LOOPS else "numpy",
            "league": {**LOOPS, **ARRAYS}[name],
            "network": "conv",
            "m": m,
            "kind": "measured",
            "median_s": 1.0 if name in LOOPS else 1e-3,
            "ceiling_share": None,
        }
        for name, sizes in timed.items()
        for m in sizes
    ]
    return Kind("conv", "Convolutional networks", pd.DataFrame(rows), ())


def test_sizes_at_which_loops_alone_were_timed_have_no_row() -> None:
    kind = _kind(dict.fromkeys(LOOPS, (1, 3, 10)) | dict.fromkeys(ARRAYS, (1, 100)))
    table = fastest_of(kind)
    assert table["m"].tolist() == [1, 100]
    assert set(table["idiomatic"]) == {"numpy_vectorized"}


def test_a_run_of_loops_alone_is_told_all_the_same() -> None:
    kind = _kind(dict.fromkeys(LOOPS, (1, 3)))
    assert fastest_of(kind)["m"].tolist() == [1, 3]
    assert "a training step on 3 examples takes" in in_short(kind)

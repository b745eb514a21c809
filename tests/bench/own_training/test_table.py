"""A user's table: what becomes of it, and every refusal in one line that says where."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from propbench.bench.exits import CANNOT_JUDGE, USAGE, CommandError
from propbench.bench.own_training.examples import Examples, examples
from propbench.bench.own_training.table import table

GOOD = [f"{i},{i * i % 17},{'yes' if i % 3 else 'no'}" for i in range(30)]


def text(*lines: str, header: str = "a,b,y") -> str:
    return "\n".join((header, *lines, ""))


def read(
    path: Path, content: str | bytes, label: str = "y", drop: tuple[str, ...] = ()
) -> Examples:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return examples(table(path), label, drop)


def test_numbers_and_classes_are_read_as_they_stand(tmp_path: Path) -> None:
    own = read(tmp_path / "own.csv", text(*GOOD))
    assert own.features == ("a", "b")
    assert own.classes == {"no": 10, "yes": 20}
    assert own.x[:, 5].tolist() == [5, 8]
    assert own.y[0, :4].tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize(
    "content",
    [
        text(*GOOD).replace(",", ";"),
        text(*GOOD).replace(",", "\t"),
        text(*GOOD).replace("\n", "\r\n"),
        text(*GOOD).replace("\n", "\n\n"),
        b"\xef\xbb\xbf" + text(*GOOD).encode(),
        text(*GOOD).replace(",", " , "),
        text(*(f'"{line}"'.replace(",", '","') for line in GOOD)),
    ],
    ids=["semicolons", "tabs", "windows", "blank lines", "byte order", "blanks", "quotes"],
)
def test_other_ways_to_write_a_table_are_the_same_table(
    tmp_path: Path, content: str | bytes
) -> None:
    own, same = read(tmp_path / "own.csv", text(*GOOD)), read(tmp_path / "same.csv", content)
    assert np.array_equal(own.x, same.x)
    assert np.array_equal(own.y, same.y)


def test_more_than_two_classes_are_one_hot_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    lines = (f"{i},{i % 7},{(10, 9, 2.0)[i % 3]}" for i in range(30))
    own = read(tmp_path / "own.csv", text(*lines))
    assert own.classes == {"2": 10, "9": 10, "10": 10}
    assert own.y[:, :3].T.tolist() == [[0, 0, 1], [0, 1, 0], [1, 0, 0]]


def test_a_column_of_one_value_is_left_out_and_named(tmp_path: Path) -> None:
    own = read(tmp_path / "own.csv", text(*(f"7,{line}" for line in GOOD), header="k,a,b,y"))
    assert own.features == ("a", "b")
    assert own.constant == ("k",)


def test_none_is_a_class_like_any_other(tmp_path: Path) -> None:
    own = read(tmp_path / "own.csv", text(*GOOD).replace("no", "none"))
    assert own.classes == {"none": 10, "yes": 20}


def test_columns_are_left_out_on_request(tmp_path: Path) -> None:
    lines = (f"n{line}" for line in GOOD)
    assert read(tmp_path / "own.csv", text(*lines), drop=("a",)).features == ("b",)


def test_a_frame_is_read_like_the_file_that_it_would_be_written_to() -> None:
    frame = pd.DataFrame({"a": range(30), "b": [i % 2 == 0 for i in range(30)], 3: [1.5, 2] * 15})
    frame["y"] = pd.Categorical(["u", "v", "v"] * 10)
    own = examples(table(frame.set_index(frame.index[::-1])), "y")
    assert own.features == ("a", "b", "3")
    assert own.x[:, 1].tolist() == [1, 0, 2]
    assert own.classes == {"u": 10, "v": 20}


def test_each_seed_draws_its_own_examples_scaled_by_themselves(tmp_path: Path) -> None:
    own = read(tmp_path / "own.csv", text(*GOOD))
    (x, y), (again, _), (other, _) = own.draw(24, 1), own.draw(24, 1), own.draw(24, 2)
    assert (x.shape, y.shape) == ((2, 24), (1, 24))
    assert np.allclose(x.mean(axis=1), 0)
    assert np.allclose(x.std(axis=1), 1)
    assert np.array_equal(x, again)
    assert not np.array_equal(x, other)


def line(number: int, content: str) -> str:
    return text(*GOOD[: number - 1], content, *GOOD[number:])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"\xff\xfea", "byte 1 is not UTF-8"),
        (text(), "got 0 examples"),
        (text(*GOOD[:19]), "got 19 examples, expected at least 20"),
        (text(*GOOD, header="1,2,3"), "first line has numbers alone"),
        (text(*GOOD, header=",b,y"), "column 1 has no name"),
        (text(*GOOD, header="a,a,y"), "more than one column named a"),
        (line(4, "1,2"), "line 5 has 2 fields, and the header has 3"),
        (line(4, '1,"2,yes'), "line"),
        (line(4, "1,,yes"), r"missing: b \(1\)"),
        (line(4, "1,NaN,yes"), r"missing: b \(1\)"),
        (line(4, "1,2,"), r"label 'y' has missing values \(1\)"),
        (line(4, "1,two,yes"), r"not numbers: b \(two in row 4\).*--drop b"),
        (line(4, "1,inf,yes"), r"not finite: b \(inf in row 4\)"),
        (line(4, "1,1e999,yes"), "not finite: b"),
        (line(4, "1,1e200,yes"), "'b' has numbers too large"),
        (text(*GOOD).replace("no", "yes"), "'y' has one class only: yes"),
        (line(4, "1,2,maybe"), r"fewer than 5 examples: maybe \(1\)"),
        (text(*(f"{i},1,{i / 7}" for i in range(30))), "30 different values in 30 examples"),
        (text(*(f"1,2,{i % 2}" for i in range(30))), "no column but 'y' has more than one value"),
        (text(*(f"{i % 2}" for i in range(30)), header="y"), "no column to learn 'y' from"),
    ],
)
def test_what_cannot_be_trained_on_is_refused_in_one_line(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(CommandError) as refused:
        read(tmp_path / "own.csv", content)
    assert re.search(message, str(refused.value)), refused.value
    assert "\n" not in str(refused.value)
    assert refused.value.code == CANNOT_JUDGE


@pytest.mark.parametrize(("label", "drop"), [("z", ()), ("y", ("z",))])
def test_a_column_that_is_not_there_is_told_with_those_that_are(
    tmp_path: Path, label: str, drop: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError, match="no column 'z'; there are a, b, y") as refused:
        read(tmp_path / "own.csv", text(*GOOD), label, drop)
    assert refused.value.code == USAGE


@pytest.mark.parametrize(
    "values", [["u", "v"], pd.Categorical(["u", "v"]), pd.date_range("2020", periods=2), [1j, 2j]]
)
def test_a_column_of_a_frame_that_is_no_number_is_refused_by_name(values: Any) -> None:
    frame = pd.DataFrame({"a": range(30), "y": [0, 1] * 15})
    frame["b"] = pd.Series(values).take([0, 1] * 15).to_numpy()
    with pytest.raises(CommandError, match=r"not numbers: b \(.* in row 1\)"):
        examples(table(frame), "y")


def test_a_list_of_names_is_cut_short(tmp_path: Path) -> None:
    header = ",".join([*(f"c{i}" for i in range(100)), "y"])
    with pytest.raises(CommandError, match="c19 and 81 more"):
        read(tmp_path / "own.csv", header, "z")


def test_what_acts_on_a_screen_is_told_as_text(tmp_path: Path) -> None:
    content = text(*GOOD, header='"a\nb",\x1b[31m,y')
    with pytest.raises(CommandError, match=r"there are a\\nb, \\x1b\[31m, y$"):
        read(tmp_path / "own.csv", content, "z")


def test_anything_else_is_no_table() -> None:
    with pytest.raises(CommandError, match="got list, expected a path or a pandas DataFrame"):
        table([[1, 2]])

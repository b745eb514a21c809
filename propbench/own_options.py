"""The options of `time` and `train`, which are about a network and data of one's own."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from propbench.options import budget, out, positive


def time(parser: argparse.ArgumentParser) -> None:
    """Which network, and what is timed of it."""
    network = parser.add_argument_group("the network")
    kind = network.add_mutually_exclusive_group(required=True)
    kind.add_argument(
        "--sizes", metavar="N,N,...", help="a dense one, features first: --sizes 200,300,5"
    )
    kind.add_argument(
        "--conv",
        metavar="CxHxW,N",
        help="a convolutional one, image and filters of each 3 x 3 layer: --conv 1x8x8,8,16",
    )
    kind.add_argument(
        "--recurrent",
        metavar="TxN,N",
        help="a recurrent one, steps x inputs, units, tanh or lstm: --recurrent 8x8,64,lstm",
    )
    network.add_argument("--classes", metavar="N", help="of these two; 10")
    network.add_argument("--m", required=True, metavar="N", help="number of examples")
    network.add_argument("--activation", default="", metavar="NAME", help="relu; or tanh, ...")
    network.add_argument("--dtype", default="float64", metavar="NAME", help="float64; or float32")
    network.add_argument(
        "--output",
        default="",
        metavar="NAME",
        help="softmax, or sigmoid of one output; or linear",
    )
    timed = parser.add_argument_group("what is timed")
    timed.add_argument("--batch", metavar="N", help="examples of one call; all of them")
    timed.add_argument(
        "--phase",
        default="train_step",
        metavar="NAME",
        help="train_step; or forward, backward, update",
    )
    timed.add_argument("--threads", default="1", metavar="1|all", help="1; or all cores")
    timed.add_argument("--impl", action="append", help="all; or a name or folder, repeatedly")
    budget(timed, "60s; or another for everything, such as 3m")
    form = parser.add_mutually_exclusive_group()
    for name in ("json", "markdown"):
        words = f"print {name} instead of the table"
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=words)
    out(parser)


def _listed(kind: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Values between commas."""

    def values(text: str) -> tuple[Any, ...]:
        return tuple(kind(word.strip()) for word in text.split(","))

    values.__name__ = f"list of {kind.__name__}"
    return values


def train(parser: argparse.ArgumentParser) -> None:
    """What is trained on, and what; without an option its default is that of propbench.train."""
    words, numbers = _listed(str), _listed(float)

    def add(group: Any, name: str, kind: Callable[[str], Any], metavar: str, text: str) -> None:
        group.add_argument(name, type=kind, metavar=metavar, help=text, default=argparse.SUPPRESS)

    what = parser.add_mutually_exclusive_group(required=True)
    add(what, "--data", Path, "FILE", "a CSV file: names of columns, then an example a line")
    add(what, "--task", str, "NAME", "moons, circles, digits, ... in place of own data")
    add(parser, "--label", str, "COLUMN", "the column of the classes")
    add(parser, "--drop", words, "COLUMN,...", "columns to leave out")
    add(parser, "--m", positive, "N", "examples that each seed trains on; 4/5, 1000 at most")
    add(parser, "--hidden", _listed(positive), "N,...", "sizes of the hidden layers: 16,16")
    add(parser, "--arms", words, "NAME,...", "activations: sigmoid,tanh,relu")
    rates = parser.add_mutually_exclusive_group()
    add(rates, "--rates", numbers, "RATE,...", "learning rates to choose from; one is for all arms")
    rates.add_argument("--tune", action="store_true", help="choose from a grid: the default")
    add(parser, "--target", float, "LOSS", "mean training loss; chosen so that arms can reach it")
    add(parser, "--seeds", positive, "N", "runs that are reported of each arm: 20")
    add(parser, "--iterations", positive, "N", "where a run is given up: 2000")
    add(parser, "--impl", str, "NAME", "whose seconds are taken: numpy_inplace")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="a new one, said at the end")
    parser.add_argument("--json", action="store_true", help="print JSON")

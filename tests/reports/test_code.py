"""The code beside the times: what other kinds of networks need alone is left out."""

import pytest

from propbench import impls
from propbench.reports.facts.listings import shown

FILES = {
    "__init__.py": "",
    "dense.py": "from .outputs import p\nfrom propbench.impls.contract import Array\n",
    "conv.py": "from .outputs import p\nfrom .rooms import (\n    q,\n)\n",
    "outputs.py": "",
    "rooms.py": "from .tiles import r\n",
    "tiles.py": "",
    "primitives.py": "from .lists import s\n",
    "lists.py": "",
}


def test_files_that_a_convolution_alone_reaches_are_left_out() -> None:
    left_out = {"conv.py", "rooms.py", "tiles.py"}
    assert set(shown(FILES)) == set(FILES) - left_out
    shared = {**FILES, "dense.py": "from .rooms import q\n"}
    assert set(shown(shared)) == set(FILES) - {"conv.py", "outputs.py"}
    borrowing = {**FILES, "conv.py": "from .dense import p\n", "rooms.py": "", "tiles.py": ""}
    assert set(shown(borrowing)) == set(FILES) - {"conv.py"}


@pytest.mark.parametrize("name", impls.names())
def test_the_code_of_the_headline_is_whole(name: str) -> None:
    sources = impls.load(name).sources()
    files = shown(sources)
    assert {"__init__.py", "dense.py"} <= set(files)
    assert "conv.py" not in files
    assert all(files[file] == text for file, text in sources.items() if file in files)

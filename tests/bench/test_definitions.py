"""What a definition hangs on is followed through imports, whatever the package is called."""

from pathlib import Path

import pytest

from propbench.bench.definitions import Definition, Package, code

FILES = {
    "bench/root.py": (
        "from {name}.bench import tools\n"
        "from {name}.bench.numbers import twice as doubled\n"
        "REGISTRY = {{'a': 1}}\n"
        "def root(x):\n"
        '    """Words."""\n'
        "    from {name}.bench.inner import late\n"
        "    return tools.used(doubled(x)) + late(x) + REGISTRY['a']\n"
        "def stranger():\n    return 1\n"
    ),
    "bench/tools.py": (
        "LIMIT = 3\ndef used(x):\n    return min(x, LIMIT)\ndef unused(x):\n    return x\n"
    ),
    "bench/numbers/__init__.py": "from {name}.bench.numbers.twice import twice\n",
    "bench/numbers/twice.py": "def twice(x):\n    return 2 * x\n",
    "bench/inner.py": "def late(x):\n    return -x\n",
}


def package(folder: Path, name: str = "some") -> Package:
    for file, text in FILES.items():
        path = folder / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=name), "utf-8")
    return Package(name, folder / name, "bench")


def reached(one: Package) -> tuple[str, ...]:
    return code([Definition(one.folder / "bench/root.py", "root")], ["REGISTRY"], one)


def edit(one: Package, file: str, before: str, after: str) -> None:
    path = one.folder / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize("name", ["some", "propbench", "another_name"])
@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("bench/root.py", "+ late", "- late"),
        ("bench/tools.py", "min(", "max("),
        ("bench/tools.py", "LIMIT = 3", "LIMIT = 4"),
        ("bench/numbers/twice.py", "2 * x", "3 * x"),
        ("bench/inner.py", "-x", "x"),
    ],
)
def test_an_edit_of_anything_that_it_reaches_changes_it(
    tmp_path: Path, name: str, file: str, before: str, after: str
) -> None:
    one = package(tmp_path, name)
    first = reached(one)
    edit(one, file, before, after)
    assert reached(one) != first


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("bench/root.py", "Words.", "Other words."),
        ("bench/root.py", "'a': 1", "'a': 1, 'b': 2"),
        ("bench/root.py", "return 1\n", "return 2\n"),
        ("bench/tools.py", "    return x\n", "    return x + 1\n"),
        ("bench/tools.py", "LIMIT = 3\n", "LIMIT = 3  # three\n\n"),
    ],
)
def test_words_layout_registries_and_what_is_not_reached_change_nothing(
    tmp_path: Path, file: str, before: str, after: str
) -> None:
    one = package(tmp_path)
    first = reached(one)
    edit(one, file, before, after)
    assert reached(one) == first


def test_the_name_of_the_package_is_no_part_of_it(tmp_path: Path) -> None:
    assert reached(package(tmp_path, "some")) == reached(package(tmp_path, "other"))

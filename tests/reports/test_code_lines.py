"""Lines of code are counted as a reader would."""

from propbench.reports.own_network.code_lines import lines_of_code


def test_lines_of_code_are_those_that_a_network_needs() -> None:
    sources = {
        "dense.py": (
            '"""Prose."""\n\nfrom .outputs import f  # why\n\n\n'
            'def g():\n    """Doc."""\n    return f(\n        1\n    )\n'
        ),
        "outputs.py": "# prose\nfrom . import layout\n\ntext = '''\n  kept\n'''\n",
        "layout.py": "x = 1\n",
        "primitives.py": "y = 1\n",
    }
    assert lines_of_code(sources) == 5 + 4 + 1
    assert lines_of_code({}) == 0

"""How many lines of code an implementation needs for a kind of network."""

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping

_NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def lines_of_code(sources: Mapping[str, str], kind: str = "dense") -> int:
    """Of the kind's file and of all it imports from its own folder; without blanks, comments and
    docstrings. 0 where there is no such file, or one that Python cannot read."""
    left, seen = [kind], set[str]()
    try:
        while left:
            module = left.pop()
            if module not in seen and f"{module}.py" in sources:
                seen.add(module)
                left += _neighbours(ast.parse(sources[f"{module}.py"]))
        return sum(len(_lines(sources[f"{module}.py"])) for module in seen)
    except (SyntaxError, ValueError):
        return 0


def _neighbours(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from [node.module] if node.module else [alias.name for alias in node.names]


def _lines(text: str) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    coded = {
        line
        for token in tokens
        if token.type not in _NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return coded - set(_docstrings(ast.parse(text)))


def _docstrings(tree: ast.Module) -> Iterator[int]:
    """Lines of strings that stand for themselves."""
    for node in ast.walk(tree):
        alone = node.value if isinstance(node, ast.Expr) else None
        if isinstance(alone, ast.Constant) and isinstance(alone.value, str):
            yield from range(alone.lineno, (alone.end_lineno or alone.lineno) + 1)

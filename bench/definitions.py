"""What a definition hangs on: its own code, and that of all it reaches on this floor.

A fingerprint of it changes with the code, and not with layout, comments or docstrings, with the
place of a file or with the name of the package.
"""

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from propbench.bench.provenance import plain, without_docstrings


@dataclass(frozen=True)
class Package:
    """A package by its name and folder. Only what its `floor` defines is followed."""

    name: str
    folder: Path
    floor: str

    def file(self, module: str) -> Path | None:
        """Of a module of the floor, by its full name; None for any other."""
        first, *parts = module.split(".")
        if first != self.name or parts[:1] != [self.floor]:
            return None
        place = self.folder.joinpath(*parts)
        files = (place.with_suffix(".py"), place / "__init__.py")
        return next((file for file in files if file.is_file()), None)


HERE = Package(__name__.partition(".")[0], Path(__file__).parents[1], "bench")


class Definition(NamedTuple):
    """A name that a file binds at its top."""

    file: Path
    name: str


def of(function: Callable[..., Any]) -> Definition:
    """Where a function is defined; of a partial one, its function."""
    inner = function.func if isinstance(function, partial) else function
    return Definition(Path(inspect.getfile(inner)), inner.__name__)


def code(
    roots: Iterable[Definition], stops: Iterable[str] = (), package: Package = HERE
) -> tuple[str, ...]:
    """The parsed code of the roots and of all they reach, in an order that follows from it.

    Names in `stops` are not followed: those of registries, whose entries are looked up by name.
    """
    left, barred = list(roots), frozenset(stops)
    seen: set[Definition] = set()
    while left:
        definition = left.pop()
        if definition not in seen and definition.name not in barred:
            seen.add(definition)
            left += _reached(definition, package)
    return tuple(
        sorted(text for one in seen for text in _module(_text(one.file), package).code(one.name))
    )


@dataclass(frozen=True)
class _Module:
    """Statements by the names that they bind, and imports by the names that they give."""

    package: Package
    statements: Mapping[str, list[ast.stmt]]
    imports: Mapping[str, str]

    def binds(self, name: str) -> bool:
        return name in self.statements or name in self.imports

    def code(self, name: str) -> Iterator[str]:
        return (repr(plain(one, self.package.name)) for one in self.statements.get(name, ()))


@lru_cache(maxsize=1_000)
def _module(text: str, package: Package) -> _Module:
    statements: dict[str, list[ast.stmt]] = {}
    tree = without_docstrings(text)
    for statement in tree.body:
        for name in _bound(statement):
            statements.setdefault(name, []).append(statement)
    return _Module(package, statements, _imports(tree.body))


def _reached(definition: Definition, package: Package) -> Iterator[Definition]:
    """What the statements of a definition name, or where an import leads."""
    module = _module(_text(definition.file), package)
    if definition.name in module.imports:
        yield from _located(module.imports[definition.name], package)
    for statement in module.statements.get(definition.name, ()):
        inner = {**module.imports, **_imports(ast.walk(statement))}
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                yield from _located(f"{inner.get(node.value.id, '')}.{node.attr}", package)
            elif isinstance(node, ast.Name) and node.id in inner:
                yield from _located(inner[node.id], package)
            elif isinstance(node, ast.Name):
                yield Definition(definition.file, node.id)


def _text(file: Path) -> str:
    return file.read_text("utf-8")


def _located(full: str, package: Package) -> Iterator[Definition]:
    """The definition of a full name; nothing for a module, and for what is not on the floor."""
    module, _, name = full.rpartition(".")
    file = package.file(module)
    if file is not None and _module(_text(file), package).binds(name):
        yield Definition(file, name)


def _imports(nodes: Iterable[ast.AST]) -> dict[str, str]:
    """Full names of what is imported, by the name that it is given."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module and not node.level
        for alias in node.names
    }


def _bound(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }

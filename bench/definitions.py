"""What a definition hangs on: its own code, and that of all it reaches on this floor.

A fingerprint of it changes with the code, and not with layout, comments or docstrings, with the
place of a file or with the name of the package.
"""

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from propbench.bench.later import Later
from propbench.bench.provenance import plain, without_docstrings


@dataclass(frozen=True)
class Package:
    """A package by its name and folder. Only what its `floor` defines is followed."""

    name: str
    folder: Path
    floor: str

    @cache  # noqa: B019, packages are few
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
    """Where a function is defined; of a partial one, its function. One named for later is not
    imported."""
    if isinstance(function, Later) and (file := HERE.file(function.module)):
        return Definition(file, function.name)
    inner = function.func if isinstance(function, partial) else function
    return Definition(Path(inspect.getfile(inner)), inner.__name__)


def code(
    roots: Iterable[Definition], stops: Iterable[str] = (), package: Package = HERE
) -> tuple[str, ...]:
    """The parsed code of the roots and of all they reach, in an order that follows from it.

    Names in `stops` are not followed: those of registries, whose entries are looked up by name.
    """
    modules, left, barred = _Modules(package), list(roots), frozenset(stops)
    seen: set[Definition] = set()
    while left:
        definition = left.pop()
        if definition not in seen and definition.name not in barred:
            seen.add(definition)
            left += modules.reached(definition)
    return tuple(sorted(text for each in seen for text in _code(modules[each.file], each.name)))


@dataclass(frozen=True, eq=False)
class _Module:
    """Statements by the names that they bind, and imports by the names that they give."""

    package: str
    statements: Mapping[str, list[ast.stmt]]
    imports: Mapping[str, str]


class _Modules(dict[Path, _Module]):
    """By file: each is read when it is first reached."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package = package

    def __missing__(self, file: Path) -> _Module:
        self[file] = _module(file.read_text("utf-8"), self._package.name)
        return self[file]

    def reached(self, definition: Definition) -> Iterator[Definition]:
        """What a definition names on this floor; a module is nothing."""
        for full in _named(self[definition.file], definition.name):
            place, _, name = full.rpartition(".")
            file = self._package.file(place) if place else definition.file
            if file is not None and (not place or self._binds(file, name)):
                yield Definition(file, name)

    def _binds(self, file: Path, name: str) -> bool:
        return name in self[file].statements or name in self[file].imports


@lru_cache(maxsize=1_000)
def _module(text: str, package: str) -> _Module:
    statements: dict[str, list[ast.stmt]] = {}
    tree = without_docstrings(text)
    for statement in tree.body:
        for name in _bound(statement):
            statements.setdefault(name, []).append(statement)
    return _Module(package, statements, _imports(tree.body))


@cache
def _code(module: _Module, name: str) -> tuple[str, ...]:
    """The statements that bind a name."""
    return tuple(repr(plain(each, module.package)) for each in module.statements.get(name, ()))


@cache
def _named(module: _Module, name: str) -> frozenset[str]:
    """Where the import of a name leads, or what its statements name: names of the same file, and
    of others the full ones."""
    named = {module.imports[name]} if name in module.imports else set()
    for statement in module.statements.get(name, ()):
        nodes = list(ast.walk(statement))
        inner = {**module.imports, **_imports(nodes)}
        for node in nodes:
            match node:
                case ast.Name(id=word):
                    named.add(inner.get(word, word))
                case ast.Attribute(value=ast.Name(id=word), attr=attribute) if word in inner:
                    named.add(f"{inner[word]}.{attribute}")
    return frozenset(named)


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

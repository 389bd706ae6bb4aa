"""Gathers the sentences of the engine that can reach the window, as templates with {parameters}.

They are read out of the code: what is raised for people to read, with what its parts can be. A part
that cannot be told from the code is a parameter. Sentences that are put together in other ways are
declared in `t2m_desktop/engine_speech.py`.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
APART = ("cli", "training", "evaluation", "experiments")
"""Rooms whose sentences nobody reads in the window."""
_MOST = 24  # ways in which one sentence may be put together

Functions = dict[str, ast.FunctionDef]


def exceptions(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names of the exceptions that are for people."""
    bases: dict[str, list[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = [ast.unparse(base).split(".")[-1] for base in node.bases]
    known = {"T2MError"}
    while more := {name for name, own in bases.items() if known & set(own)} - known:
        known |= more
    return known


def sentences(folder: Path = ROOT / "t2m_engine") -> Iterator[tuple[str, bool]]:
    """Yield (text, whether it is a reason): a reason is what follows a file's name (InputError)."""
    for said in _said(folder):
        for text in said.ways:
            if re.search(r"[a-z]{2}", re.sub(r"\{\w+\}", "", text)):
                reason = said.exception == "InputError" and said.place == 1
                yield text, reason and text[0].islower()


def tables(folder: Path = ROOT / "t2m_engine") -> Iterator[str]:
    """Yield what the embedding spaces are called, and what is said of each."""
    tree = ast.parse((folder / "emotion" / "spaces.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_WORDS":
            yield from (words for row in ast.literal_eval(node.value).values() for words in row)


def untold(folder: Path = ROOT / "t2m_engine") -> Iterator[str]:
    """Yield, as “file.py: code”, what is raised with words that are not in the code beside it."""
    for said in _said(folder):
        if not said.ways:
            yield f"{said.path.relative_to(folder).as_posix()}: {ast.unparse(said.part)}"


class _Said(NamedTuple):
    """An argument of an exception that is words for people, and the `ways` in which it can read."""

    path: Path
    exception: str
    place: int
    part: ast.expr
    ways: list[str]


def _said(folder: Path) -> Iterator[_Said]:
    """Yield all that is raised with words, outside of the rooms that are `APART`."""
    trees = _trees(folder)
    known = exceptions(trees.values())
    for path, tree in trees.items():
        if path.relative_to(folder).parts[0] in APART:
            continue
        scope = _Scope(tree)
        for function, node in _calls(tree):
            name = ast.unparse(node.func).split(".")[-1]
            if name in known:
                for place, part in _spoken(name, node):
                    yield _Said(path, name, place, part, scope.ways(part, function))


def _spoken(name: str, call: ast.Call) -> list[tuple[int, ast.expr]]:
    """The arguments that are words for people, with their places."""
    numbered = list(enumerate(call.args))
    if any(isinstance(argument, ast.Starred) for argument in call.args):
        return numbered
    return numbered[{"InputError": 1, "EditorError": 1}.get(name, 0) :][
        : 2 if name == "InputError" else 1
    ]


class _Scope:
    """What names stand for in a module."""

    def __init__(self, tree: ast.Module) -> None:
        self._constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        self._functions: Functions = {
            node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
        }

    def ways(self, node: ast.expr, inside: ast.AST | None, deep: int = 0) -> list[str]:
        """Return what an expression can say; [] where that is not in the code."""
        if deep > 6:
            return []
        if isinstance(node, ast.Constant):
            return [node.value] if isinstance(node.value, str) else []
        if isinstance(node, ast.JoinedStr):
            return self._joined(node, inside, deep)
        if isinstance(node, ast.IfExp):
            return self.ways(node.body, inside, deep + 1) + self.ways(node.orelse, inside, deep + 1)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = (self.ways(s, inside, deep + 1) for s in (node.left, node.right))
            return [a + b for a, b in itertools.product(left, right)][:_MOST]
        if isinstance(node, ast.Tuple | ast.List):
            return [text for part in node.elts for text in self.ways(part, inside, deep + 1)]
        if isinstance(node, ast.Starred):
            return self.ways(node.value, inside, deep + 1)
        if isinstance(node, ast.Subscript):  # of a table of sentences
            return self.ways(node.value, inside, deep + 1)
        if isinstance(node, ast.Dict):
            return [text for part in node.values for text in self.ways(part, inside, deep + 1)]
        if isinstance(node, ast.Name):
            return self._named(node.id, inside, deep)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            made = self._functions.get(node.func.id)
            returned = ast.walk(made) if made else ()
            return [
                text
                for one in returned
                if isinstance(one, ast.Return) and one.value is not None
                for text in self.ways(one.value, made, deep + 1)
            ][:_MOST]
        return []

    def _named(self, name: str, inside: ast.AST | None, deep: int) -> list[str]:
        found = []
        for node in ast.walk(inside) if inside else ():
            if isinstance(node, ast.Assign):
                pairs = [(target, node.value) for target in node.targets]
                for target, value in pairs:
                    if isinstance(target, ast.Name) and target.id == name:
                        found += self.ways(value, inside, deep + 1)
                    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                        for one, its in zip(target.elts, value.elts, strict=True):
                            if isinstance(one, ast.Name) and one.id == name:
                                found += self.ways(its, inside, deep + 1)
        if not found and name in self._constants:
            found = self.ways(self._constants[name], None, deep + 1)
        if not found and isinstance(inside, ast.FunctionDef):
            found = self._given(name, inside, deep)
        return found[:_MOST]

    def _given(self, name: str, function: ast.FunctionDef, deep: int) -> list[str]:
        """What callers in this module give for a parameter."""
        names = [argument.arg for argument in function.args.args if argument.arg != "self"]
        if name not in names or not self._functions:
            return []
        place, found = names.index(name), []
        for other in self._functions.values():
            for node in ast.walk(other):
                if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == (
                    function.name
                ):
                    given = [k.value for k in node.keywords if k.arg == name]
                    given += node.args[place : place + 1]
                    for one in given:
                        found += self.ways(one, other, deep + 1)
        return found

    def _joined(self, node: ast.JoinedStr, inside: ast.AST | None, deep: int) -> list[str]:
        parts: list[list[str]] = []
        seen: dict[str, str] = {}
        for value in node.values:
            if isinstance(value, ast.Constant):
                parts.append([str(value.value).replace("{", "").replace("}", "")])
                continue
            assert isinstance(value, ast.FormattedValue)
            # What stands in a sentence is a parameter, but for words that the code chooses.
            chosen = (
                self.ways(value.value, inside, deep + 1)
                if isinstance(value.value, ast.IfExp)
                else []
            )
            if chosen and len(chosen) <= 6 and not any("{" in word for word in chosen):
                parts.append(chosen)
                continue
            expression = ast.unparse(value.value)
            if expression not in seen:
                name = (re.findall(r"[A-Za-z_]\w*", expression) or ["what"])[-1].strip("_").lower()
                taken = set(seen.values())
                free = itertools.chain([name], (f"{name}{i}" for i in itertools.count(2)))
                seen[expression] = next(one for one in free if one not in taken)
            parts.append([f"{{{seen[expression]}}}"])
        return ["".join(way) for way in itertools.islice(itertools.product(*parts), _MOST)]


def _calls(tree: ast.Module) -> Iterator[tuple[ast.AST | None, ast.Call]]:
    """Yield every call with the function that it stands in."""

    def look(node: ast.AST, function: ast.AST | None) -> Iterator[tuple[ast.AST | None, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield function, child
            inner = child if isinstance(child, ast.FunctionDef) else function
            yield from look(child, inner)

    return look(tree, None)


def _trees(folder: Path) -> dict[Path, ast.Module]:
    return {
        path: ast.parse(path.read_text("utf-8"), str(path)) for path in sorted(folder.rglob("*.py"))
    }

"""Small wrongs put into the rules of the trade, one at a time, to see whether a test notices.

A mutant is named by its function and by what it changes, never by a line, so that a list of them outlives an edit.
"""

from __future__ import annotations

import ast
import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

DOMAIN = Path(__file__).parents[2] / "src" / "dispatch_console" / "domain"
MODULE = "(module)"

_COMPARES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One wrong: the module it is in, the function (or class, or the module itself), what stood and what stands."""

    module: str
    where: str
    before: str
    after: str
    number: int  # 2 for the second place in the function that reads the same
    line: int
    until: int
    code: bool  # in the body of a function, which can be exchanged in a running process

    @property
    def name(self) -> str:
        """For the list and the report: points.fee_root_tenths: fee // 25 => fee * 25."""
        again = f" #{self.number}" if self.number > 1 else ""
        return f"{self.module}.{self.where}: {self.before} => {self.after}{again}"


Change = Callable[[], Callable[[], None]]
"""Puts the wrong into the tree and gives back what takes it out again."""


class Source:
    """A module as a tree, and all the wrongs that can be put into it."""

    def __init__(self, module: str, text: str | None = None) -> None:
        self.module = module
        self.path = DOMAIN / f"{module}.py"
        self.tree = ast.parse(self.path.read_text(encoding="utf-8") if text is None else text)
        self.rules = rules_of(self.tree)
        self._parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self.changes: dict[Mutant, Change] = {}
        seen: Counter[tuple[str, str, str]] = Counter()
        for node in ast.walk(self.tree):
            for at, before, after, change in _wrongs(node, self._parents):
                where, code = self._place(at)
                what = (where, before, after)
                seen[what] += 1
                self.changes[Mutant(module, *what, seen[what], getattr(at, "lineno", 0), getattr(at, "end_lineno", 0), code)] = change

    def compiled(self, mutant: Mutant) -> object:
        """The code of the whole module with the wrong in it."""
        undo = self.changes[mutant]()
        try:
            return compile(ast.fix_missing_locations(copy.deepcopy(self.tree)), str(self.path), "exec")
        finally:
            undo()

    def is_rule(self, mutant: Mutant) -> bool:
        """Whether the wrong is in a rule that comes from the manuals."""
        return mutant.where in self.rules

    def _place(self, node: ast.AST) -> tuple[str, bool]:
        """The function or class a node belongs to, and whether it lies in the function's body."""
        names: list[str] = []
        code = False
        child: ast.AST = node
        while child in self._parents:
            parent = self._parents[child]
            if isinstance(parent, ast.FunctionDef | ast.ClassDef):
                if isinstance(parent, ast.FunctionDef) and child in parent.body:
                    names, code = [], True  # a function within a function is a part of the outer one
                names.append(parent.name)
            elif isinstance(parent, ast.Module) and not names:
                names.append(_assigned(child) or MODULE)
            child = parent
        return ".".join(reversed(names)), code


def _assigned(node: ast.AST) -> str:
    target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
    return target.id if isinstance(target, ast.Name) else ""


def rules_of(tree: ast.Module) -> frozenset[str]:
    """Functions and classes whose docstring names a requirement, and what of their own module they lean on.

    A rule leans on the functions, classes and tables that it names; a class with a number lends it to its methods.
    """
    said: dict[str, ast.AST] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            said[node.name] = node
        elif _assigned(node):
            said[_assigned(node)] = node
    found: dict[str, ast.AST] = {}
    for name, node in list(said.items()):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and _numbered(node):
            found[name] = node
        if isinstance(node, ast.ClassDef):
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and (name in found or _numbered(part)):
                    found[f"{name}.{part.name}"] = part
    waiting = list(found.values())
    while waiting:
        for name in sorted({n.id for n in ast.walk(waiting.pop()) if isinstance(n, ast.Name)} & set(said)):
            if name not in found:
                found[name] = said[name]
                waiting.append(said[name])
    return frozenset(found)


def _numbered(node: ast.FunctionDef | ast.ClassDef) -> bool:
    return bool(re.search(r"\bR\d{1,3}\b", ast.get_docstring(node) or ""))


# ---- the wrongs ----


def _wrongs(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[tuple[ast.AST, str, str, Change]]:
    """Every wrong that can be put at a node: where exactly, what stands there, what would stand, how it is put."""
    if _is_hint(node, parents) or (isinstance(node, ast.Constant) and not _counts(node, parents)):
        return
    for change in _changes(node):
        told = _around(node, parents)
        before = _told(told)
        undo = change()
        after = _told(told)
        undo()
        if before != after:
            yield node, before, after, change
    if isinstance(node, ast.If | ast.IfExp | ast.While) and not isinstance(node.test, ast.Constant):
        yield node.test, f"if {_told(node.test)}", f"if not ({_told(node.test)})", _field(node, "test", ast.UnaryOp(ast.Not(), node.test))
    if isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            yield test, f"if {_told(test)}", f"if not ({_told(test)})", _item(node.ifs, place, ast.UnaryOp(ast.Not(), test))
    if isinstance(node, ast.Return) and node.value is not None and _told(node.value) != "None":
        yield node, _told(node), "return None", _field(node, "value", ast.Constant(None))
    for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
        if isinstance(body, list) and not isinstance(node, ast.Module | ast.ClassDef):
            for place, part in enumerate(body):
                if _may_go(part):
                    yield part, _told(part), "(nothing)", _item(body, place, ast.Pass())


def _changes(node: ast.AST) -> Iterator[Change]:
    """The wrongs of one expression."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            yield _item(node.ops, place, _COMPARES[type(op)]())
    elif isinstance(node, ast.BoolOp):
        yield _field(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for place in [p for p, value in enumerate(node.values) if not isinstance(value, ast.Constant)]:
            yield _item(node.values, place, ast.Constant(isinstance(node.op, ast.And)))
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _SUMS:
        yield _field(node, "op", _SUMS[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield _field(node, "op", ast.UAdd())
    elif isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, bool):
            yield _field(node, "value", not value)
        elif isinstance(value, int | float):
            yield _field(node, "value", value + 1)
            yield _field(node, "value", value - 1)
        elif isinstance(value, str):
            yield _field(node, "value", "other")
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TWINS:
        yield _field(node.func, "id", _TWINS[node.func.id])


def _around(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.AST:
    """What to show of a wrong: a number alone says little, the expression around it more."""
    parent = parents.get(node)
    if not isinstance(node, ast.Constant) or not isinstance(parent, ast.expr | ast.keyword | ast.AnnAssign | ast.Assign):
        return node
    return parent if len(_told(parent)) <= 90 else node


def _may_go(part: ast.AST) -> bool:
    if isinstance(part, ast.Expr):
        return not isinstance(part.value, ast.Constant)
    return isinstance(part, ast.Assign | ast.AugAssign | ast.Raise | ast.Break | ast.Continue)


def _counts(node: ast.Constant, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a constant decides something: every number, and the strings that are compared or looked up."""
    if node.value is None or node.value is ... or isinstance(node.value, bytes):
        return False
    parent = parents.get(node)
    if isinstance(parent, ast.Expr | ast.JoinedStr | ast.FormattedValue):
        return False
    if not isinstance(node.value, str):
        return True
    child: ast.AST = node
    while isinstance(parent, ast.Tuple | ast.List | ast.Set | ast.Starred):
        child, parent = parent, parents.get(parent)
    if isinstance(parent, ast.Compare):
        return True
    return isinstance(parent, ast.Subscript) and parent.slice is child


def _is_hint(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a node is a part of a type hint, of a decorator's arguments or of a sentence said."""
    child, parent = node, parents.get(node)
    while parent is not None:
        if isinstance(parent, ast.AnnAssign | ast.arg) and parent.annotation is child:
            return True
        if isinstance(parent, ast.FunctionDef | ast.ClassDef) and (
            child in parent.decorator_list or child is getattr(parent, "returns", None)
        ):
            return True
        child, parent = parent, parents.get(parent)
    return False


def _told(node: ast.AST) -> str:
    """A node in one line."""
    return " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())


def _field(node: ast.AST, name: str, new: object) -> Change:
    def change() -> Callable[[], None]:
        old = getattr(node, name)
        setattr(node, name, new)
        return lambda: setattr(node, name, old)

    return change


def _item(items: list, place: int, new: ast.AST) -> Change:
    def change() -> Callable[[], None]:
        old = items[place]
        items[place] = new
        return lambda: items.__setitem__(place, old)

    return change

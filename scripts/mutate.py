"""Mutation testing: small faults put into modules, one at a time, and whether their tests see them.

    python scripts/mutate.py [--count N] [--seed S] [--tests PATH ...] [FILE ...]

Without FILE, the readers of values with their tests. Each fault is run in a process of its own; those that no test
sees are printed with their line and what was changed. Exit code 0: the survivors are for a person to judge.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import hypothesis
import pytest

ROOT = Path(__file__).parents[1]
VALUES = tuple(sorted((ROOT / "pipeline" / "values").glob("*.py")))
TESTS = ("tests/pipeline/values/test_value_tables.py", "tests/pipeline/values/test_value_properties.py")
SECONDS = 90
"""Of processor time: a fault that makes a loop endless is seen, too."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip


class Mutant(NamedTuple):
    """A fault: the file, its line, what was changed, and the whole module with it."""

    path: Path
    line: int
    change: str
    tree: ast.Module


class Place(NamedTuple):
    """Where a fault can be put: the file, the number of the node in its tree, and which of the changes it knows."""

    path: Path
    node: int
    way: int


def places(path: Path) -> Iterator[Place]:
    """Every fault that this program knows to make in a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in texts:
            yield from (Place(path, number, way) for way in range(len(_changes(node))))


def made(place: Place) -> Mutant:
    """The module with one fault."""
    tree = ast.parse(place.path.read_text(encoding="utf-8"))
    node = list(ast.walk(tree))[place.node]
    before = ast.unparse(node)
    _changes(node)[place.way]()
    ast.fix_missing_locations(tree)
    return Mutant(place.path, getattr(node, "lineno", 0), f"{_short(before)} → {_short(ast.unparse(node))}", tree)


def _short(code: str) -> str:
    return " ".join(code.split())[:70]


def _changes(node: ast.AST) -> list[Callable[[], None]]:  # noqa: C901, PLR0911  (one branch for each kind of node)
    """What can be done to a node, as calls that do it."""

    def put(name: str, value: object) -> Callable[[], None]:
        return lambda: setattr(node, name, value)

    match node:
        case ast.Compare(ops=[operator]) if type(operator) in COMPARISONS:
            return [put("ops", [COMPARISONS[type(operator)]()])]
        case ast.BinOp(op=operator) if type(operator) in ARITHMETIC:
            return [put("op", ARITHMETIC[type(operator)]())]
        case ast.BoolOp(op=operator, values=values):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            return [put("op", other), *([put("values", values[1:])] if len(values) > 2 else [])]
        case ast.UnaryOp(op=ast.Not()):
            return [lambda: _become(node, node.operand)]
        case ast.If(test=test) | ast.IfExp(test=test):
            return [put("test", ast.UnaryOp(ast.Not(), test))]
        case ast.Constant(value=bool() as value):
            return [put("value", not value)]
        case ast.Constant(value=int() as value):
            return [put("value", value + 1)]
        case ast.Constant(value=str() as value) if value:
            return [put("value", value + "\u00a7")]
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            return [put("value", ast.Constant(None))]
    return []


def _become(node: ast.UnaryOp, other: ast.expr) -> None:
    """`not x` is `bool(x)`."""
    node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), other)


class _Put(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a mutant in place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        parts = mutant.path.relative_to(ROOT).with_suffix("").parts
        self.is_package = parts[-1] == "__init__"
        self.name = ".".join(parts[:-1] if self.is_package else parts)

    def find_spec(self, fullname: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        places = [str(self.mutant.path.parent)] if self.is_package else None
        return importlib.util.spec_from_file_location(
            fullname, self.mutant.path, loader=self, submodule_search_locations=places
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.mutant.tree, str(self.mutant.path), "exec"), module.__dict__)


def seen(mutant: Mutant | None, tests: Sequence[str]) -> bool:
    """Whether a test fails (or does not end) with a mutant; without one, whether any fails at all."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if mutant is not None:
            sys.meta_path.insert(0, _Put(mutant))
        hypothesis.settings.register_profile("mutants", max_examples=25, derandomize=True, deadline=None, database=None)
        hypothesis.settings.load_profile("mutants")
        options = ["-q", "-x", "-p", "no:cacheprovider", "-k", "not time_grows"]
        os._exit(int(pytest.main([*options, *tests]) != 0))
    _, status = os.waitpid(child, 0)
    return status != 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Put faults into modules and see whether their tests fail.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--tests", nargs="+", default=list(TESTS))
    chosen = parser.parse_args()
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # they take longer than the tests
    sys.path.insert(0, str(ROOT))
    if seen(None, chosen.tests):
        parser.error("the tests fail without any fault")
    every = [place for path in chosen.files or VALUES for place in places(path.resolve())]
    some = random.Random(chosen.seed).sample(every, min(chosen.count, len(every)))
    counts: Counter[str] = Counter()
    began = time.monotonic()
    for number, mutant in enumerate(map(made, some), 1):
        name = mutant.path.name
        counts[name] += 1
        if not any(seen(mutant, [test]) for test in chosen.tests):
            counts[f"{name} survived"] += 1
            print(f"{mutant.path.relative_to(ROOT)}:{mutant.line}: {mutant.change}", flush=True)
        if number % 50 == 0:
            print(f"# {number} of {len(some)} after {time.monotonic() - began:.0f} s", flush=True)
    survived = sum(n for name, n in counts.items() if name.endswith("survived"))
    print(f"{len(some):,} of {len(every):,} faults, {survived} not seen by a test")
    for path in sorted({place.path.name for place in some}):
        print(f"  {path}: {counts[path]}, {counts[path + ' survived']} not seen")
    return 0


if __name__ == "__main__":
    sys.exit(main())

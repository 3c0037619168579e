"""The project's own Python files, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FLOORS = ("bot", "handlers", "messages", "workflow", "storage")
PACKAGES = (*FLOORS, "tests", "benchmarks")
VIETNAMESE = ROOT / "messages" / "templates" / "vi"


@dataclass(frozen=True)
class Source:
    """One file; `name` is its path from the root."""

    name: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Yield every call with the last part of what is called: `request.ask(…)` is "ask"."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                yield called.attr if isinstance(called, ast.Attribute) else _name(called), node


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else ""


@cache
def sources() -> tuple[Source, ...]:
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(
        Source(str(path.relative_to(ROOT)), text, ast.parse(text))
        for path in paths
        for text in [path.read_text(encoding="utf-8")]
    )


def under(*folders: str) -> list[Source]:
    return [source for source in sources() if source.name.startswith(folders)]


def pattern_of(node: ast.expr) -> str:
    """Return a string literal, with `{}` for what an f-string leaves open; "" for neither."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(part) or "{}" for part in node.values)
    return ""


def strings(root: ast.AST) -> Iterator[str]:
    """Yield the pattern of every string under a node, an f-string as one."""
    if isinstance(root, ast.Constant | ast.JoinedStr):
        yield pattern_of(root)
    else:
        for child in ast.iter_child_nodes(root):
            yield from strings(child)


def may_be(pattern: str, text: str) -> bool:
    """Tell whether the pattern's `{}`, filled in, could give the text."""
    parts = pattern.split("{}")
    if len(parts) == 1:
        return pattern == text
    fits = text.startswith(parts[0]) and text.endswith(parts[-1])
    return fits and len(text) > len("".join(parts)) and bool("".join(parts).strip("./"))

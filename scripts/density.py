"""Check that the lines of reader/ can be read at once; exit 1 where they cannot.

    scripts/density.py [FOLDER]

Ruff has no rules for these: how many comprehensions there are to a hundred lines, how long files
are, and expressions that do more than one thing.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

MOST_COMPREHENSIONS = 1.3
"""In 100 lines, over all files."""
LONGEST_FILE, LONGEST_MEDIAN = 300, 80
"""Lines of any file, and of the file in the middle."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "reader")
    lengths, comprehensions, complaints = [], 0, []
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if "migrations" in path.parts or not source.strip():
            continue
        length = len(source.splitlines())
        lengths.append(length)
        if length > LONGEST_FILE:
            complaints.append(f"{path} has {length} lines: at most {LONGEST_FILE}")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, COMPREHENSIONS):
                comprehensions += 1
            for complaint in dense(node):
                complaints.append(f"{path}:{node.lineno}: {complaint}")
    rate = 100 * comprehensions / sum(lengths)
    if rate > MOST_COMPREHENSIONS:
        complaints.append(f"{rate:.2f} comprehensions in 100 lines: at most {MOST_COMPREHENSIONS}")
    if median(lengths) > LONGEST_MEDIAN:
        complaints.append(f"The median file has {median(lengths)} lines: at most {LONGEST_MEDIAN}")
    for complaint in complaints:
        print(complaint)
    print(
        f"{len(lengths)} files, {sum(lengths):,} lines, the median file {median(lengths):.0f}; "
        f"{rate:.2f} comprehensions in 100 lines"
    )
    sys.exit(bool(complaints))


def dense(node: ast.AST) -> Iterator[str]:
    """What is wrong with a piece of a program, not with what is in it."""
    if isinstance(node, ast.Expr) and _is_for_effect(node.value):
        yield "an expression that is there for its effect: write the condition out"
    if isinstance(node, COMPREHENSIONS):
        for inner in ast.walk(node):
            if isinstance(inner, ast.NamedExpr):
                yield "an assignment inside a comprehension: write a loop"
        for generator in node.generators:
            if isinstance(generator.iter, ast.List | ast.Tuple) and len(generator.iter.elts) == 1:
                yield "a list of one that only names a thing: write a loop"
    if isinstance(node, ast.IfExp):
        for branch in (node.body, node.orelse):
            if isinstance(branch, ast.IfExp):
                yield "a conditional expression within another: write if and else"


def _is_for_effect(value: ast.expr) -> bool:
    """Whether it is `a and f()`, `f() if a else g()`, or `(a if x else b).append(y)`."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        value = value.func.value
    return isinstance(value, ast.BoolOp | ast.IfExp)


if __name__ == "__main__":
    main()

"""Which requirement lives where and which test shows it: docs/coverage.md, made from docstrings, data rows and test marks.

docs/requirements.tsv names the requirements; docs/coverage_reasons.tsv says why one has no place or no test. --check fails
when the page is not what would be made now.
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "coverage.md"
NUMBER = re.compile(r"\bR(\d+)(?:[–-]R?(\d+))?")


def numbers(words: str) -> Iterator[str]:
    """R38–R40 is three of them."""
    for first, last in NUMBER.findall(words):
        for n in range(int(first), int(last or first) + 1):
            yield f"R{n}"


def in_code() -> Iterator[tuple[str, str]]:
    """Requirement and place: every docstring, and every command's declared requirement."""
    home = ROOT / "src" / "dispatch_console"
    for path in sorted(home.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(home).with_suffix("").as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                said = ast.get_docstring(node) or ""
                if not isinstance(node, ast.Module):
                    said += " ".join(ast.unparse(d) for d in node.decorator_list if "requirement" in ast.unparse(d))
                    for number in numbers(said):
                        yield number, f"{name}:{node.name}"
                else:
                    for number in numbers(said):
                        yield number, name


def in_data() -> Iterator[tuple[str, str]]:
    """Requirement and place: the rows of the values an office can change."""
    for path in sorted((ROOT / "resources" / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for number in numbers(row.get("requirement") or ""):
                    yield number, f"data/{path.name}: {row.get('kind') or row.get('name') or row.get('step') or ''}".rstrip(": ")


def in_tests() -> Iterator[tuple[str, str]]:
    """Requirement and the test that is marked with it."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for mark in node.decorator_list:
                    said = ast.unparse(mark)
                    if said.startswith("pytest.mark.requirement("):
                        for number in numbers(said):
                            yield number, f"{path.relative_to(ROOT / 'tests').as_posix()}:{node.name}"


def gathered(pairs: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    """By requirement, each place once."""
    found: dict[str, list[str]] = {}
    for number, place in pairs:
        if place not in found.setdefault(number, []):
            found[number].append(place)
    return found


def table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file of docs."""
    with (ROOT / "docs" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def shown(places: list[str]) -> str:
    """At most two places by name, the others as a number."""
    return "<br>".join(f"`{p}`" for p in places[:2]) + (f" +{len(places) - 2}" if len(places) > 2 else "")


def page() -> tuple[str, list[str]]:
    """The page, and the requirements that are open."""
    code, data, tests = gathered(in_code()), gathered(in_data()), gathered(in_tests())
    reasons = {row["number"]: row["reason"] for row in table("coverage_reasons.tsv")}
    lines, empty, both = [], [], 0
    for row in table("requirements.tsv"):
        number = row["number"]
        places, proofs = [*code.get(number, ()), *data.get(number, ())], tests.get(number, [])
        if places and proofs:
            both += 1
        elif number not in reasons:
            empty.append(number)
        lines.append(f"| {number} | {row['kind']} | {row['what']} | {shown(places)} | {shown(proofs) or reasons.get(number, '')} |")
    head = [
        "# Which requirement lives where, and which test shows it", "",
        "Made by `make coverage` from the docstrings, the rows in `resources/data` and the marks of the tests; "
        "a row without both says why (`docs/coverage_reasons.tsv`), or is open.", "",
        f"{both} of {len(lines)} live in the program and are shown by a test; {len(lines) - both - len(empty)} have a reason; "
        f"{len(empty)} are open.", "",
        "| R | kind | requirement | lives in | shown by, or why not |", "| --- | --- | --- | --- | --- |",
    ]  # fmt: skip
    return "\n".join([*head, *lines]) + "\n", empty


def main(check: bool) -> int:
    made, empty = page()
    if check:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
            print("docs/coverage.md is not up to date: make coverage")
            return 1
        return 0
    PAGE.write_text(made, encoding="utf-8")
    print(f"coverage: {len(empty)} open: {' '.join(empty)}")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))

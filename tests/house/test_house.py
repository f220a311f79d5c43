"""Rules about the code itself, held by machine."""

from __future__ import annotations

import ast
import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dispatch_console.commands.registry import all_commands
from dispatch_console.domain.masked import AddressText, NameText, PhoneText
from dispatch_console.queries.registry import all_queries
from dispatch_console.store.tables import metadata

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dispatch_console"
FILES = sorted(SOURCE.rglob("*.py"))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_every_file_opens_with_a_sentence(path):
    said = ast.get_docstring(tree(path))
    assert said and said.split("\n\n")[0].rstrip().endswith((".", ":"))


def test_the_computers_clock_is_read_in_one_file_only():
    reads = re.compile(r"datetime\.now|dt\.datetime\.now|date\.today|time\.time\(|currentDateTime|utcnow")
    guilty = [p.relative_to(SOURCE).as_posix() for p in FILES if reads.search(p.read_text(encoding="utf-8"))]
    assert guilty == ["domain/moment.py"]


def test_no_handler_assigns_a_derived_column():
    tables = {"Job": "job", "Visit": "visit", "DeviceStay": "device_stay"}
    derived = {m: {c.name for c in metadata.tables[t].columns if c.info.get("derived")} for m, t in tables.items()}
    assert "status" in derived["Job"] and "due_at" in derived["Job"]
    guilty = []
    for path in (SOURCE / "commands").glob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("add", "change"):
                model = node.args[0].id if node.args and isinstance(node.args[0], ast.Name) else ""
                names = {k.arg for k in node.keywords} & derived.get(model, set())
                guilty += [f"{path.name}:{node.lineno} {n}" for n in names]
    assert guilty == []


def test_no_handler_commits_or_does_another_command():
    for path in (SOURCE / "commands").glob("*.py"):
        words = path.read_text(encoding="utf-8")
        assert ".commit(" not in words and "desk.do(" not in words, path.name


def test_every_command_declares_role_undo_and_requirement():
    specs = all_commands()
    assert len(specs) > 40
    for name, spec in specs.items():
        assert re.fullmatch(r"R\d{1,3}", spec.requirement), name
        assert spec.undo.possible or spec.undo.why_not, name
        assert spec.help, name
        assert dataclasses.is_dataclass(spec.kind) and spec.kind.__dataclass_params__.frozen


def test_every_query_declares_its_role_and_reads_known_tables():
    specs = all_queries()
    assert len(specs) > 15
    for name, spec in specs.items():
        assert spec.role and spec.help, name
        assert spec.reads <= set(metadata.tables), name


PRIVATE = {"phone", "number_of_caller", "mobile", "address", "customer", "customer_name", "caller_name", "contact"}


def test_what_is_private_in_a_row_is_of_a_type_that_can_hide_itself():
    import typing

    guilty = []
    for spec in [*all_queries().values(), *all_commands().values()]:
        kinds = [spec.kind]
        answer = typing.get_type_hints(spec.handler).get("return")
        kinds += [k for k in typing.get_args(answer) if isinstance(k, type)]
        for kind in kinds:
            if not dataclasses.is_dataclass(kind):
                continue
            for name, hint in typing.get_type_hints(kind).items():
                if name in PRIVATE and hint is str:
                    guilty.append(f"{kind.__name__}.{name}")
    assert guilty == []
    assert all(issubclass(t, str) for t in (PhoneText, NameText, AddressText))


def test_the_command_line_loads_no_qt_and_no_desk_before_a_verb_needs_it():
    code = (
        "import sys\nfrom dispatch_console.__main__ import main\n"
        "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
        "main(['commands'])\n"
        "bad=[m for m in sys.modules if m.startswith(('PySide6','openpyxl','alembic'))]\nassert not bad, bad"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-800:]


def test_all_tables_give_numbers_that_never_come_back():
    for table in metadata.tables.values():
        assert table.dialect_options["sqlite"]["autoincrement"], table.name
        assert [c.name for c in table.primary_key] == ["id"], table.name


def test_no_window_test_reaches_behind_the_window():
    allowed = re.compile(r"^(dispatch_console\.(ui\.start|queries\b.*|domain\b.*|cli\.demo)|tests\.keys|pytest|PySide6\.Qt(Test|Core|Gui|Widgets)|__future__|datetime|pathlib|dispatch_console\.desk\.check)")
    for path in (ROOT / "tests" / "stories" / "window").glob("test_*.py"):
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [a.name for a in node.names]
            for name in names:
                assert allowed.match(name), f"{path.name} imports {name}"


def test_no_layout_is_nested_or_taken_apart():
    """ui/lay.py tells why: stale wrappers of layout items end in a crash hours later."""
    asked = re.compile(r"\.(addLayout|insertLayout|takeAt|itemAt)\(|setParent\(None\)")
    assert [f"{path.name}: {m[0]}" for path in (SOURCE / "ui").rglob("*.py") for m in asked.finditer(path.read_text("utf-8"))] == []


def test_nothing_names_this_machine():
    forbidden = re.compile(r"/work/|/root/|/home/\w+/|snapshot\.debian|pythonhosted|registry\.npm")
    for path in [*FILES, *ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "packaging").rglob("*.py")]:
        found = forbidden.search(path.read_text(encoding="utf-8"))
        assert not found, f"{path.relative_to(ROOT)}: {found.group(0)}"

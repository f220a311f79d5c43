"""Every command is reached from the window, or is listed with the reason why not."""

from __future__ import annotations

import re
from pathlib import Path

from dispatch_console.commands.registry import all_commands

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "dispatch_console"
RUN_BY_THE_IMPORT_SHEET = sorted((SOURCE / "desk").glob("import*.py"))  # a plan carries the command; Ctrl+I does it


def listed():
    """The table of docs/command_line_only.md: command and reason."""
    rows = re.findall(
        r"^\| (\w+) \| (.+) \|$", (ROOT / "docs" / "command_line_only.md").read_text(encoding="utf-8"), re.M
    )
    return {name: reason for name, reason in rows if name != "command"}


def used():
    """The commands that the window or the press names."""
    files = [*(SOURCE / "ui").rglob("*.py"), *(SOURCE / "press").rglob("*.py"), *RUN_BY_THE_IMPORT_SHEET]
    words = set(re.findall(r"\b[A-Z]\w+\b", "\n".join(f.read_text(encoding="utf-8") for f in files)))
    return words & set(all_commands())


def test_every_command_is_reached_from_the_window_or_says_why_not():
    ours = {name for name, command in all_commands().items() if command.kind.__module__.startswith("dispatch_console")}
    missing = ours - used() - set(listed())
    assert missing == set(), "no key leads there and docs/command_line_only.md does not say why"


def test_what_is_listed_is_a_command_with_a_reason_and_has_no_key():
    for name, reason in listed().items():
        assert name in all_commands(), name
        assert len(reason) > 30, name
        assert name not in used(), f"{name} is in the window now: take it off the list"

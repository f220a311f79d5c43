"""Gather every English sentence of the program, put the Chinese beside it, and write the catalogue the program reads.

    python packaging/make_words.py [--list AREA]

Reads resources/locale/*.zh_CN.po (one piece for each part of the program), writes
resources/locale/zh_CN/LC_MESSAGES/dispatch_console.po and .mo; fails when a sentence has no Chinese.
--list prints what is missing as lines ready to be filled in.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "resources" / "locale"
TARGET = LOCALE / "zh_CN" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "say": None, "Said": None, "Refused": None, "StoreTrouble": None, "p_": ((1, "c"), 2)}


def sentences() -> dict[tuple[str, str | None], set[str]]:
    """Every msgid (with its context) and the files where it stands."""
    found: dict[tuple[str, str | None], set[str]] = {}
    source = ROOT / "src" / "dispatch_console"
    for file, _line, message, _comments, context in extract_from_dir(source, keywords=KEYWORDS):
        msgid = message if isinstance(message, str) else message[-1]
        if msgid:
            found.setdefault((msgid, context), set()).add(file)
    return found


def known() -> dict[tuple[str, str | None], str]:
    """What the pieces say; raises SystemExit when two of them disagree in words that matter."""
    words: dict[tuple[str, str | None], str] = {}
    for piece in sorted(LOCALE.glob("*.zh_CN.po")):
        with piece.open("rb") as file:
            for message in read_po(file, locale="zh_CN"):
                if message.id and message.string:
                    words.setdefault((str(message.id), message.context), str(message.string))
    return words


def main() -> int:
    """Write the catalogue; 1 when something is missing."""
    wanted, words = sentences(), known()
    missing = {key: files for key, files in wanted.items() if key not in words}
    if "--list" in sys.argv:
        area = sys.argv[-1] if sys.argv[-1] != "--list" else ""
        for (msgid, _context), files in sorted(missing.items()):
            if any(area in f for f in files):
                print(repr(msgid), sorted(files))
        return 0
    catalog = Catalog(locale="zh_CN", domain="dispatch_console", project="Dispatch Console", fuzzy=False)
    catalog.creation_date = catalog.revision_date = "2026-01-01 00:00+0000"
    for (msgid, context), files in sorted(wanted.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        where = [(name, 0) for name in sorted(files)]
        flags = ["python-brace-format"] if "{" in msgid else []
        catalog.add(msgid, words.get((msgid, context), ""), locations=where, flags=flags, context=context)
    TARGET.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalog, include_lineno=False, sort_output=True, width=0)
    (TARGET / "dispatch_console.po").write_bytes(text.getvalue())
    with (TARGET / "dispatch_console.mo").open("wb") as file:
        write_mo(file, catalog)
    print(f"{len(wanted)} sentences, {len(missing)} without Chinese")
    for (msgid, _context), files in sorted(missing.items())[:40]:
        print(f"  {msgid!r}  {', '.join(sorted(files))}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Gather every msgid of the source, put the Chinese in from the pieces, write the catalogue; --check fails on a gap.

The pieces are resources/locale/*.zh_CN.po, one a floor, written by hand; the catalogue of all of them is made.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "resources" / "locale"
HOME = LOCALE / "zh_CN" / "LC_MESSAGES"
KEYWORDS = {"_", "N_", "say", "Said", "Refused", "StoreTrouble", "p_"}
FIXED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FIELDS = re.compile(r"\{(\w+)[^}]*\}")


def gathered() -> Catalog:
    """Every msgid of the source, read from its syntax tree: Babel's own reader misses calls inside f-strings."""
    catalog = Catalog(locale="en", project="dispatch-console", charset="utf-8")
    home = ROOT / "src" / "dispatch_console"
    for path in sorted(home.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name not in KEYWORDS:
                continue
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            context = words.pop(0) if name == "p_" and len(words) > 1 else None
            if words and words[0]:
                catalog.add(words[0], locations=[(path.relative_to(home).as_posix(), node.lineno)], context=context)
    return catalog


def pieces() -> dict[tuple[str | None, str], str]:
    known: dict[tuple[str | None, str], str] = {}
    for path in sorted(LOCALE.glob("*.zh_CN.po")):
        for message in read_po(path.open("rb"), locale="zh_CN"):
            if message.id and message.string:
                chinese = known.setdefault((message.context, str(message.id)), str(message.string))
                if chinese != message.string:  # one word, one meaning: the second would never be seen
                    raise SystemExit(f"{message.id!r} is {chinese} and {message.string} ({path.name})")
    return known


def main(check: bool) -> int:
    known, wanted = pieces(), gathered()
    out = Catalog(locale="zh_CN", project="dispatch-console", charset="utf-8", fuzzy=False)
    missing: list[str] = []
    wrong: list[str] = []
    for message in sorted((m for m in wanted if m.id), key=lambda m: (m.context or "", str(m.id))):
        msgid = str(message.id)
        chinese = known.get((message.context, msgid)) or known.get((None, msgid), "")
        if not chinese:
            missing.append(f"{msgid}    ({message.locations[0][0]}:{message.locations[0][1]})")
        elif set(FIELDS.findall(chinese)) - set(FIELDS.findall(msgid)):
            wrong.append(msgid)
        out.add(msgid, chinese, context=message.context)
    out.revision_date = out.creation_date = FIXED  # the same words give the same bytes
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, out, width=110, omit_header=True)
    write_mo(mo, out)
    for line in missing:
        print("untranslated:", line)
    for line in wrong:
        print("its values differ:", line)
    target = HOME / "dispatch_console"
    if check:
        stale = not target.with_suffix(".po").exists() or target.with_suffix(".po").read_bytes() != po.getvalue()
        if stale:
            print("the catalogue is not what the source says: run `make words`")
        print(f"words: {len(list(wanted)) - 1} msgids, {len(missing)} untranslated")
        return 1 if missing or wrong or stale else 0
    HOME.mkdir(parents=True, exist_ok=True)
    target.with_suffix(".po").write_bytes(po.getvalue())
    target.with_suffix(".mo").write_bytes(mo.getvalue())
    print(f"words: {len(list(wanted)) - 1} msgids, {len(missing)} untranslated")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))

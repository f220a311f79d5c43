"""gettext without Qt: the words of the chosen language; English msgids stand where they are used."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dispatch_console import places

DOMAIN = "dispatch_console"
DEFAULT = "zh_CN"


class Catalogue:
    """A gettext catalogue (.mo) looked up where it lies: its words are sorted, so the window need not wait until all are read."""

    def __init__(self, path: Path) -> None:
        self._raw = path.read_bytes()
        magic, _revision, self._count, self._ids, self._texts = struct.unpack_from("<5I", self._raw)
        if magic != 0x950412DE:
            raise ValueError(path.name)
        self._found: dict[str, str] = {}

    def text(self, msgid: str) -> str:
        """The translation, or the msgid itself; a context stands before it, parted by EOT."""
        found = self._found.get(msgid)
        if found is None:
            found = self._found[msgid] = self._look_up(msgid.encode()) or msgid.rpartition("\x04")[2]
        return found

    def _look_up(self, wanted: bytes) -> str:
        sought = _order(wanted)
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            here = self._piece(self._ids, middle)
            order = _order(here)
            if order == sought:
                return self._piece(self._texts, middle).decode()
            low, high = (middle + 1, high) if order < sought else (low, middle)
        return ""

    def _piece(self, table: int, n: int) -> bytes:
        length, start = struct.unpack_from("<2I", self._raw, table + 8 * n)
        return self._raw[start : start + length]


def _order(key: bytes) -> tuple[bytes, bytes]:
    """Where Babel puts a word: by itself, then by its context."""
    context, _end, msgid = key.rpartition(b"\x04")
    return msgid, context


_now: Catalogue | None = None
_language = "en"


def N_(msgid: str) -> str:
    """Mark a msgid for Babel where it stands and translate it later."""
    return msgid


def use(language: str) -> None:
    """Choose the language of the window and the command line: zh_CN or en.

    Raises ValueError for a language that does not ship.
    """
    global _now, _language
    if language not in ("zh_CN", "en"):
        raise ValueError(language)
    _language = language
    if language == "en":
        _now = None
    else:
        _now = Catalogue(places.resources() / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo")


def language() -> str:
    """The language in use: zh_CN or en."""
    return _language


def _(msgid: str, **values: Any) -> str:
    """Translate, then put the values in: _("{name} is off duty.", name="李强")."""
    text = _now.text(msgid) if _now and msgid else msgid
    return text.format(**values) if values else text


def p_(context: str, msgid: str, **values: Any) -> str:
    """Translate a word that has several meanings, told apart by its context."""
    text = _now.text(f"{context}\x04{msgid}") if _now else msgid
    return text.format(**values) if values else text


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence kept untranslated with its values, so that the screen can say it in its own language."""

    msgid: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        shown = {k: str(v) if isinstance(v, Said) else v for k, v in self.values.items()}
        return _(self.msgid, **shown)


def say(msgid: str, /, **values: Any) -> Said:
    """Make a sentence with values; the msgid is marked for Babel like in `_`."""
    return Said(msgid, values)


def kept(said: Said) -> str:
    """A sentence as it lies in the file: untranslated, so that it can be told in another language later."""

    import json  # not for the frame

    def plain(value: Any) -> Any:
        return {"say": value.msgid, "values": {k: plain(v) for k, v in value.values.items()}} if isinstance(
            value, Said
        ) else value

    return json.dumps(plain(said), ensure_ascii=False, default=str)


def told(text: str) -> Said:
    """The sentence that `kept` wrote; a text that somebody typed is given back as it is."""

    import json

    def built(value: Any) -> Any:
        if isinstance(value, dict) and "say" in value:
            return Said(value["say"], {k: built(v) for k, v in value["values"].items()})
        return value

    try:
        found = built(json.loads(text))
    except ValueError:
        return Said(text)
    return found if isinstance(found, Said) else Said(text)

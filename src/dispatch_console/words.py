"""gettext without Qt: the words of the chosen language; English msgids stand where they are used."""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from typing import Any

from dispatch_console import places

DOMAIN = "dispatch_console"
DEFAULT = "zh_CN"

_now: gettext.NullTranslations = gettext.NullTranslations()
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
        _now = gettext.NullTranslations()
    else:
        catalogue = places.resources() / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
        with catalogue.open("rb") as file:  # gettext.translation would load the system's locales first
            _now = gettext.GNUTranslations(file)


def language() -> str:
    """The language in use: zh_CN or en."""
    return _language


def _(msgid: str, **values: Any) -> str:
    """Translate, then put the values in: _("{name} is off duty.", name="李强")."""
    text = _now.gettext(msgid) if msgid else ""
    return text.format(**values) if values else text


def p_(context: str, msgid: str, **values: Any) -> str:
    """Translate a word that has several meanings, told apart by its context."""
    text = _now.pgettext(context, msgid)
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

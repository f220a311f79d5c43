"""How a printer of the office is set: moved, trimmed, on pre-printed paper, one sheet or one for each ply."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_

MOST_SHIFT, MOST_TRIM, MOST_SHEETS = 200, 100, 5  # tenths of a millimetre, tenths of a millimetre, sheets
PREFIX = "printer:"


@dataclass(frozen=True, slots=True)
class Profile:
    """One printer (R69). Lengths in tenths of a millimetre; trim is added to the height of the paper."""

    right: int = 0
    down: int = 0
    trim: int = 0
    data_only: bool = False  # the form stands on the paper already
    sheets: int = 1  # 1: all plies are struck at once; more: one sheet for each ply, with its name


AS_IT_IS = Profile()


def setting_of(printer: str) -> str:
    """The name of the setting that keeps a printer's profile."""
    return f"{PREFIX}{printer}"


def checked(profile: Profile) -> Profile:
    """The profile (R69); raises Refused for what no printer does."""
    if not 1 <= profile.sheets <= MOST_SHEETS:
        raise Refused(N_("Print 1 to {most} sheets."), most=MOST_SHEETS)
    if max(abs(profile.right), abs(profile.down)) > MOST_SHIFT:
        raise Refused(N_("A page is moved by at most {mm} mm."), mm=MOST_SHIFT // 10)
    if abs(profile.trim) > MOST_TRIM:
        raise Refused(N_("A page is trimmed by at most {mm} mm."), mm=MOST_TRIM // 10)
    return profile


def kept(profile: Profile) -> str:
    """The profile as it lies in the settings."""
    return json.dumps(asdict(profile))


def read(text: str) -> Profile:
    """A profile from the settings; what cannot be read counts as not set."""
    try:
        found = json.loads(text) if text else {}
        known = {f.name: found[f.name] for f in fields(Profile) if f.name in found}
        return checked(Profile(**known))
    except (ValueError, TypeError, Refused):
        return AS_IT_IS

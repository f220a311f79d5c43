"""Keeps the key of the database away from the database, and shows it once as a recovery code."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from dispatch_console import places
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_

SERVICE = "dispatch-console"
_PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CLEAR = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: they look alike
_TO = str.maketrans(_PLAIN, _CLEAR)
_BACK = str.maketrans(_CLEAR, _PLAIN)


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(32)


def key_check(raw_key: bytes, salt: bytes) -> str:
    """What desk.json keeps to tell a wrong key from damage; says nothing about the key itself."""
    return hmac.new(raw_key, b"dispatch-console key check" + salt, hashlib.sha256).hexdigest()


def recovery_code(raw_key: bytes) -> str:
    """The key as 14 groups of four letters with a check sum, to be written down."""
    body = raw_key + hashlib.sha256(b"code" + raw_key).digest()[:3]
    text = base64.b32encode(body).decode().rstrip("=").translate(_TO)
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))


def from_recovery_code(code: str) -> bytes:
    """Read a recovery code back; raises Refused when a letter is wrong."""
    letters = "".join(ch for ch in code.upper() if ch in _CLEAR)
    try:
        padded = letters.translate(_BACK)
        body = base64.b32decode(padded + "=" * (-len(padded) % 8))
    except ValueError as wrong:
        raise Refused(N_("This recovery code is not complete or has a wrong letter.")) from wrong
    raw_key, check = body[:32], body[32:35]
    if len(raw_key) != 32 or hashlib.sha256(b"code" + raw_key).digest()[:3] != check:
        raise Refused(N_("This recovery code is not complete or has a wrong letter."))
    return raw_key


def _file_of(desk_id: str) -> Path:
    return places.key_folder() / f"{desk_id}.key"


def _key_store_allowed() -> bool:
    return "DISPATCH_CONSOLE_KEYS" not in os.environ


def keep(desk_id: str, raw_key: bytes) -> str:
    """Put the key in the key store of the system, else in a file only the owner can read; returns which."""
    if _key_store_allowed():
        with contextlib.suppress(Exception):
            import keyring

            keyring.set_password(SERVICE, desk_id, raw_key.hex())
            if keyring.get_password(SERVICE, desk_id) == raw_key.hex():
                return "key store"
    path = _file_of(desk_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(raw_key.hex())
    return "file"


def find(desk_id: str) -> bytes | None:
    """The kept key, or None when this machine does not have it."""
    path = _file_of(desk_id)
    if path.is_file():
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    if _key_store_allowed():
        with contextlib.suppress(Exception):
            import keyring

            kept = keyring.get_password(SERVICE, desk_id)
            if kept:
                return bytes.fromhex(kept)
    return None


def forget(desk_id: str) -> None:
    """Remove the key from this machine (a test of recovery, or a desk that moved away)."""
    _file_of(desk_id).unlink(missing_ok=True)
    if _key_store_allowed():
        with contextlib.suppress(Exception):
            import keyring

            keyring.delete_password(SERVICE, desk_id)

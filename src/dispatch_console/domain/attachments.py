"""Files of a job, machine or customer: what a file is by its first bytes, what it may be called, how large it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_, Said, say

MEGABYTE = 1024 * 1024
USUAL, MOST = 20, 200  # megabytes for one file: on a new desk, and what the setting may say at most
LONGEST = 120  # characters of a name
SETTING, FOLDER_SETTING, LOGO = "attachment_mb", "scan_folder", "company_logo"
OTHER = "application/octet-stream"

_SIGNS: tuple[tuple[int, bytes, str], ...] = (  # where it stands, what stands there, what the file then is
    (0, b"\x89PNG\r\n\x1a\n", "image/png"), (0, b"\xff\xd8\xff", "image/jpeg"), (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"), (8, b"WEBP", "image/webp"), (0, b"II*\x00", "image/tiff"), (0, b"MM\x00*", "image/tiff"),
    (4, b"ftyphei", "image/heic"), (4, b"ftypmif1", "image/heic"), (4, b"ftypM4A", "audio/mp4"), (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp", "video/mp4"), (8, b"AVI ", "video/x-msvideo"), (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
    (8, b"WAVE", "audio/wav"), (0, b"ID3", "audio/mpeg"), (0, b"\xff\xfb", "audio/mpeg"), (0, b"#!AMR", "audio/amr"),
    (0, b"%PDF", "application/pdf"), (0, b"PK\x03\x04", "application/zip"),
)  # fmt: skip
SHOWN = frozenset(("image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp", "image/tiff"))  # pictures that can be looked at
KINDS = {"image": N_("Picture"), "video": N_("Video"), "audio": N_("Sound"), "application/pdf": N_("PDF")}
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is: kind is job, machine or customer; whom and fact are how it is called."""

    kind: str
    id: int
    whom: str = ""
    fact: str = ""

    @property
    def ids(self) -> dict[str, int]:
        """As commands and queries name it: job_id, machine_id or customer_id."""
        return {f"{self.kind}_id": self.id}


def media_type(content: bytes) -> str:
    """What a file is, by its content; its name counts for nothing."""
    return next((kind for at, sign, kind in _SIGNS if content.startswith(sign, at)), OTHER)


def kind_words(media: str) -> Said:
    """Picture, video, sound, PDF or file."""
    return Said(KINDS.get(media) or KINDS.get(media.partition("/")[0]) or N_("File"))


def clean_name(name: str) -> str:
    """A name that any system can write: no signs that steer or hide, not too long; the ending stays."""
    plain = _NOT_IN_A_NAME.sub("_", name).strip(" .") or "_"
    if len(plain) <= LONGEST:
        return plain
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending) > 10:
        return plain[:LONGEST]
    return f"{stem[: LONGEST - 1 - len(ending)]}{dot}{ending}"


def most_bytes(setting: str) -> int:
    """The largest file that is taken in, in bytes, by the setting in megabytes; what is no number counts as the usual."""
    plain = setting.strip()
    return min(max(int(plain), 1), MOST) * MEGABYTE if plain.isdecimal() else USUAL * MEGABYTE


def read_limit(setting: str) -> int:
    """The limit as somebody types it, in megabytes; raises Refused."""
    plain = setting.strip()
    if not plain.isdecimal() or not 1 <= int(plain) <= MOST:
        raise Refused(N_('"{value}" is no limit: type megabytes from 1 to {most}.'), value=plain, most=MOST)
    return int(plain)


def check_logo(name: str, content: bytes) -> None:
    """Raise Refused for what cannot stand at the head of a form: no PNG or JPEG, or more than 2 MB."""
    check_size(name, len(content), 2 * MEGABYTE)
    if media_type(content) not in ("image/png", "image/jpeg"):
        raise Refused(N_("{name} is no PNG or JPEG picture; a logo is one."), name=name)


def logo_parts(setting: str) -> tuple[str, str]:
    """The digest of the logo's bytes and the name of the file it came from; empty without a logo."""
    digest, _, name = setting.partition("|")
    return digest, name


def size_words(size: int) -> Said:
    """4.2 MB, 310 KB."""
    if size >= MEGABYTE:
        return say("{n} MB", n=f"{size / MEGABYTE:.1f}")
    return say("{n} KB", n=max(1, round(size / 1024)) if size else 0)


def check_size(name: str, size: int, most: int) -> None:
    """Raise Refused for a file that is empty, or larger than `most` bytes."""
    if size == 0:
        raise Refused(N_("{name} is empty; there is nothing to attach."), name=name)
    if size > most:
        raise Refused(N_("{name} has {size}; more than {most} MB a file is not taken in (Records, Settings)."), name=name,
                      size=size_words(size), most=most // MEGABYTE)  # fmt: skip

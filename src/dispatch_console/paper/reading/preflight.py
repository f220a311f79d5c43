"""A look at a foreign file before it is opened: what it is, and whether it could do harm."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from struct import error as struct_error

from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_

MOST_FILE = 100 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
MOST_PARTS = 2_000
RATIO_FREE = 4 * 1024 * 1024  # a small part may be packed as tightly as it likes
PROLOG = 64 * 1024

NOT_A_WORKBOOK = N_("This is not an Excel workbook.")
DAMAGED = N_("The file is damaged and cannot be read. Open it in Excel or WPS and save it anew.")
PASSWORD = N_("The file is protected by a password. Take the password off and save it, then try again.")
TOO_LARGE = N_("The file is too large. Split it into smaller ones.")
UNSAFE = N_("The file contains instructions that a workbook has no need of; it was not opened.")
EMPTY = N_("The file is empty.")
WEB_PAGE = N_("This is a web page that is only named like a workbook. Open it in Excel and save it as .xlsx.")
IS_PDF = N_("This is a PDF, not a workbook.")
IS_PICTURE = N_("This is a picture, not a workbook.")
IS_TEXT = N_("This is a text file, not a workbook. If it is a list with commas, name it .csv.")
IS_BINARY_BOOK = N_("This is a binary workbook (.xlsb). Save it as .xlsx, then try again.")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def kind_of(path: Path) -> str:
    """What a file is by its content: xlsx, ods, xls or csv; its ending counts only for csv.

    Raises Refused, in words, for everything else and for a file that could do harm.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused(EMPTY)
    if size > MOST_FILE:
        raise Refused(TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(_OLE):
        if _encrypted(path):
            raise Refused(PASSWORD)
        return "xls"
    if head.startswith(b"%PDF"):
        raise Refused(IS_PDF)
    if head.startswith(_PICTURES):
        raise Refused(IS_PICTURE)
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml", b"<!--")):
        raise Refused(WEB_PAGE)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" not in head:
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            return "csv"
        raise Refused(IS_TEXT)
    if head[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02"):
        return "xls"
    raise Refused(NOT_A_WORKBOOK)


def _encrypted(path: Path) -> bool:
    mark = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        return mark in file.read(MOST_FILE)


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as box:
            entries = box.infolist()
            names = {e.filename for e in entries}
            _harmless(box, entries)
            if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
                return "xlsx"
            if "xl/workbook.bin" in names:
                raise Refused(IS_BINARY_BOOK)
            if "content.xml" in names and "mimetype" in names:
                return "ods"
            raise Refused(NOT_A_WORKBOOK)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct_error):  # the fifth: zipfile, of a way of packing it cannot undo
        raise Refused(DAMAGED) from None
    except RuntimeError:  # an entry with a zip password
        raise Refused(PASSWORD) from None


def _harmless(box: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise Refused(UNSAFE)
        if entry.file_size > RATIO_FREE and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise Refused(TOO_LARGE)
        if name.endswith((".xml", ".rels", ".vml")):
            with box.open(entry) as part:
                prolog = part.read(PROLOG)
            if (
                b"<!doctype" in prolog.replace(b"\x00", b"").lower()
                or b"<!entity" in prolog.replace(b"\x00", b"").lower()
            ):
                raise Refused(UNSAFE)

"""A workbook as the box of files that it is: taken apart, changed in places, put together again."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.xmlspan import Node, attr, parse, prefix, splice
from dispatch_console.words import N_

MOST_UNPACKED = 64 * 1024 * 1024
STAMP = (2026, 1, 1, 0, 0, 0)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Package:
    """The parts of one workbook by name, in their order."""

    def __init__(self, data: bytes) -> None:
        """Unpack; raises Refused for what is no workbook, is damaged or far too large."""
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as box:
                if sum(e.file_size for e in box.infolist()) > MOST_UNPACKED:
                    raise Refused(N_("This workbook is too large to be a form."))
                self.parts = {e.filename: box.read(e) for e in box.infolist() if not e.is_dir()}
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError):  # also zipfile's word for a way of packing it cannot undo
            raise Refused(N_("This is not an Excel workbook (.xlsx), or it is damaged.")) from None
        if "xl/workbook.xml" not in self.parts or "[Content_Types].xml" not in self.parts:
            raise Refused(N_("This is not an Excel workbook (.xlsx), or it is damaged."))

    def packed(self) -> bytes:
        """The workbook as one file; the same parts always give the same bytes."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as box:
            for name, data in self.parts.items():
                box.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def tree(self, part: str) -> Node:
        """The places in a part; raises Refused when it is missing or damaged."""
        if part not in self.parts:
            raise Refused(N_("This workbook is damaged: a part of it cannot be read."))
        return parse(self.parts[part])

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to: relation id to (type, part name)."""
        rels = _rels_of(part)
        if rels not in self.parts:
            return {}
        folder = posixpath.dirname(part)
        out = {}
        for node in self.tree(rels).all("Relationship"):
            target = node.attrs.get("Target", "")
            if node.attrs.get("TargetMode") == "External":
                continue
            name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            out[node.attrs.get("Id", "")] = (node.attrs.get("Type", "").rpartition("/")[2], name)
        return out

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part point to another one; gives the new relation's id."""
        rels = _rels_of(part)
        if rels not in self.parts:
            self.parts[rels] = (
                b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns='
                b'"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
            )
        root = self.tree(rels)
        taken = {n.attrs.get("Id") for n in root.children}
        name = next(f"rId{n}" for n in range(1, 10_000) if f"rId{n}" not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part))
        new = f'Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{attr(path)}"/>'
        self.append(rels, root, new)
        return name

    def declare(self, part: str, content_type: str) -> None:
        """Say in the box's list of contents what a new part is."""
        root = self.tree("[Content_Types].xml")
        self.append(
            "[Content_Types].xml", root, f'Override PartName="/{part}" ContentType="{content_type}"/>'
        )

    def declare_png(self) -> None:
        """Say that names ending in .png are pictures, unless that is said already."""
        root = self.tree("[Content_Types].xml")
        if not any(n.attrs.get("Extension", "").lower() == "png" for n in root.all("Default")):
            at = root.inner
            mark = prefix(self.parts["[Content_Types].xml"], root)
            text = f'<{mark}Default Extension="png" ContentType="image/png"/>'
            self.parts["[Content_Types].xml"] = splice(
                self.parts["[Content_Types].xml"], [(at, at, text.encode())]
            )

    def append(self, part: str, parent: Node, element: str) -> None:
        """Put an element (told without its first '<') at the end of another one, also of an empty one."""
        data = self.parts[part]
        mark = prefix(data, parent)
        self.parts[part] = splice(data, [appended(data, parent, f"<{mark}{element}".encode())])

    def free(self, pattern: str) -> str:
        """A part name that is not taken: pattern holds {} for the number."""
        return next(n for n in (pattern.format(k) for k in range(1, 10_000)) if n not in self.parts)


def appended(data: bytes, parent: Node, new: bytes) -> tuple[int, int, bytes]:
    """The edit that puts new text at the end of an element, opening it when it was written as empty."""
    if parent.inner != parent.end:
        return parent.close, parent.close, new
    name = data[parent.start + 1 : parent.inner].split()[0].rstrip(b"/>")
    return parent.inner - 2, parent.inner, b">" + new + b"</" + name + b">"


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels".lstrip("/")

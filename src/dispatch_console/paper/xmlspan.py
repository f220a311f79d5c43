"""Finds the places in a workbook's inner text where something must change, so that all else stays byte for
byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_


@dataclass(slots=True)
class Node:
    """One element: its local name, its attributes as written, and where it lies in the bytes."""

    tag: str
    attrs: dict[str, str]
    start: int
    inner: int = 0  # after the start tag
    close: int = 0  # before the end tag
    end: int = 0
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def all(self, tag: str) -> list[Node]:
        """The children of that local name."""
        return [c for c in self.children if c.tag == tag]

    def first(self, tag: str) -> Node | None:
        """The first child of that local name, or None."""
        return next((c for c in self.children if c.tag == tag), None)

    def walk(self) -> Iterator[Node]:
        """This element and everything in it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(data: bytes) -> Node:
    """Read a part into a tree of places; raises Refused for damaged text or one with a DOCTYPE."""
    parser = expat.ParserCreate()
    stack: list[Node] = []
    roots: list[Node] = []

    def opened(name: str, attrs: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        node = Node(name.rpartition(":")[2], attrs, at, _tag_end(data, at))
        (stack[-1].children if stack else roots).append(node)
        stack.append(node)

    def closed(_name: str) -> None:
        node = stack.pop()
        if data[node.inner - 2 : node.inner] == b"/>":
            node.close = node.end = node.inner
        else:
            node.close = parser.CurrentByteIndex
            node.end = data.index(b">", node.close) + 1

    def said(text: str) -> None:
        if stack:
            stack[-1].text += text

    def doctype(*_args: object) -> None:
        raise Refused(
            N_("This workbook contains instructions that a form has no need of; it was not opened.")
        )

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = said
    parser.StartDoctypeDeclHandler = doctype
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused(N_("This workbook is damaged: a part of it cannot be read."))
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Refused(N_("This workbook is damaged: a part of it cannot be read.")) from None
    return roots[0]


def _tag_end(data: bytes, at: int) -> int:
    quote = 0
    for n in range(at, len(data)):
        c = data[n]
        if quote:
            quote = 0 if c == quote else quote
        elif c in b"\"'":
            quote = c
        elif c == 0x3E:
            return n + 1
    return len(data)


def splice(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Put each new text in place of data[start:end]; the places must not overlap."""
    out, at = [], 0
    for start, end, new in sorted(edits, key=lambda e: (e[0], e[1])):
        out += [data[at:start], new]
        at = end
    return b"".join([*out, data[at:]])


def with_attr(tag: bytes, name: str, value: str | None) -> bytes:
    """A start tag with one attribute set, or taken out when the value is None."""
    pattern = re.compile(rb"\s" + re.escape(name.encode()) + rb"\s*=\s*(\"[^\"]*\"|'[^']*')")
    new = b"" if value is None else f' {name}="{attr(value)}"'.encode()
    if pattern.search(tag):
        return pattern.sub(lambda _m: new, tag, count=1)
    at = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:at].rstrip() + new + tag[at:]


_IN_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def attr(value: str) -> str:
    """A text that may stand in an attribute."""
    return value.translate(_IN_ATTRIBUTE)


def prefix(data: bytes, node: Node) -> str:
    """The namespace prefix with which an element is written, colon included, or nothing."""
    name = re.match(rb"<([^\s/>]+)", data[node.start : node.inner])
    return name.group(1).decode().rpartition(":")[0] + ":" if name and b":" in name.group(1) else ""

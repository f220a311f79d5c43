"""Copies of attached files that leave the desk: written whole, with the purpose on record."""

from __future__ import annotations

from pathlib import Path

from dispatch_console.commands.papers import RecordExport
from dispatch_console.desk.desk import Desk
from dispatch_console.domain.refused import Refused
from dispatch_console.paper.checked import write_whole
from dispatch_console.queries.attachments import AttachedFile
from dispatch_console.words import N_


def save_copy(desk: Desk, attachment_id: int, path: Path, purpose: str) -> int:
    """Write an attached file as it came and record that it left the desk (R13, R218); gives its bytes.

    Raises Refused without a purpose, for a place that is taken or no folder; StoreTrouble when it could not be written whole.
    """
    if not purpose.strip():
        raise Refused(N_("An export needs its purpose."))
    if not path.parent.is_dir():
        raise Refused(N_("There is no folder {name}."), name=str(path.parent))
    if path.exists():
        raise Refused(N_("{file} is there already; give the copy another name."), file=path.name)
    found = desk.ask(AttachedFile(attachment_id=attachment_id))
    if found is None:
        raise Refused(N_("There is no such attachment."))

    def write(part: Path) -> None:
        part.write_bytes(found.content)

    write_whole(path, write, lambda part: part.read_bytes() == found.content)
    desk.do(RecordExport(form="attachment", purpose=purpose, rows=1, sha256=found.sha256))
    return len(found.content)

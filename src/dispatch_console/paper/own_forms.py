"""The office's own forms: save a blank to change it, put the changed copy in, go back to ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dispatch_console.domain.refused import Refused
from dispatch_console.paper.checked import write_checked
from dispatch_console.paper.fill import fill
from dispatch_console.paper.form import KINDS, MOST_FORM_BYTES, Form, house_form, judged, load
from dispatch_console.words import N_


@dataclass(frozen=True, slots=True)
class Standing:
    """A form as it stands: its Chinese title, its paper in mm, whether the office's copy is used, why that cannot be."""

    name: str
    title: str
    paper_mm: tuple[float, float]
    own: bool
    trouble: str


def forms_folder(data_folder: Path) -> Path:
    """Where the office's copies lie."""
    return data_folder / "forms"


def standing(data_folder: Path) -> list[Standing]:
    """Every form in its order."""
    folder, rows = forms_folder(data_folder), []
    for name in KINDS:
        ours, own, trouble = house_form(name), (folder / f"{name}.xlsx").is_file(), ""
        try:
            used = load(name, folder)
        except Refused as no:
            used, trouble = ours, str(no)
        rows.append(Standing(name, used.title, used.paper_mm, own, trouble))
    return rows


def save_blank(name: str, path: Path, data_folder: Path) -> None:
    """Write the blank form that is used now, to be changed in Excel or WPS (R210).

    Raises Refused for a name that is no form, a place that is taken or no folder; StoreTrouble when it was not
    written whole.
    """
    if not path.parent.is_dir():
        raise Refused(N_("There is no folder {name}."), name=str(path.parent))
    if path.exists():
        raise Refused(N_("{file} is there already; give the copy another name."), file=path.name)
    write_checked(_known(name, data_folder).data, path)


def put_in(name: str, file: Path, data_folder: Path) -> Form:
    """Use a changed copy from now on; raises Refused that tells each rule it breaks, and then nothing changes."""
    ours = _known(name, None)
    if not file.is_file():
        raise Refused(N_("There is no file {name}."), name=str(file))
    if file.stat().st_size > MOST_FORM_BYTES:
        raise Refused(N_("{file}: this workbook is too large to be a form."), file=file.name)
    theirs = judged(ours, file)
    _tried(theirs)
    folder = forms_folder(data_folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_checked(theirs.data, folder / f"{name}.xlsx")
    return theirs


def restore(name: str, data_folder: Path) -> None:
    """Use our own form again; the office's copy is kept beside it as .old.xlsx."""
    _known(name, None)
    copy = forms_folder(data_folder) / f"{name}.xlsx"
    if not copy.is_file():
        raise Refused(N_("The form {title} is ours already."), title=house_form(name).title)
    copy.replace(copy.with_suffix(".old.xlsx"))


def _known(name: str, data_folder: Path | None) -> Form:
    if name not in KINDS:
        raise Refused(N_("{form} is no form. Known: {known}."), form=name, known=", ".join(KINDS))
    return load(name, forms_folder(data_folder) if data_folder else None)


def _tried(theirs: Form) -> None:
    """Fill it once with more rows than it is ruled for: what cannot be read back is refused before it is used."""
    rows = {r.name: [dict.fromkeys(r.fields, "")] * (r.printed + 2) for r in theirs.repeats.values()}
    fill(theirs, {}, rows, number="0")

import errno
import shutil
from collections import Counter
from pathlib import Path

import pytest

from dispatch_console.domain.refused import Refused, StoreTrouble
from dispatch_console.paper import fill_form, form, write_list
from dispatch_console.paper.form import KINDS
from dispatch_console.paper.listing import Column
from dispatch_console.press import output
from tests.paper.examples import EXAMPLES, example
from tests.paper.lists import DAY, at, calls
from tests.press.searched import plain, words_of

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed"),
]


def register(count: int) -> bytes:
    return fill_form(
        "phone_register",
        {"register_on": DAY},
        {"row_call": calls(count)},
        number="DH260302-01",
        printed_at=at("17:40"),
        printed_by="王丽",
    )


@pytest.mark.requirement("R210")
@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_filled_form_can_be_found_in_its_pdf(kind, tmp_path):
    data = example(kind)
    assert output.to_pdf([data], tmp_path / "a.pdf") == 1
    found = words_of(tmp_path / "a.pdf")
    number, fields, rows = EXAMPLES[kind]
    texts = [v for v in fields.values() if isinstance(v, str)] + [number]
    texts += [v for records in rows.values() for r in records for v in r.values() if isinstance(v, str)]
    for text in texts:
        if kind in ("phone_register", "daily_log"):
            assert not Counter(plain(text)) - Counter(found)
        else:
            assert plain(text) in found, text


POOL = "".join(bytes([0xB0 + n // 94, 0xA1 + n % 94]).decode("gb2312", "ignore") for n in range(94 * 39))


@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_texts_in_every_field_lose_no_character(kind, tmp_path):
    blank = form(kind)
    at_char = 0

    def long(length: int) -> str:
        nonlocal at_char
        text = "".join(POOL[(at_char + n) % len(POOL)] for n in range(length))
        at_char += length
        return text

    fields = {
        name: long(250)
        for name in blank.single
        if name not in ("number", "foot_line") and not name.startswith("total_")
    }
    rows = {r.name: [{f: long(60) for f in r.fields} for _ in range(3)] for r in blank.repeats.values()}
    data = fill_form(kind, fields, rows, number="WX260302-009", printed_at=at("08:00"), printed_by="王丽")
    assert output.to_pdf([data], tmp_path / "a.pdf") > 1
    found = Counter(words_of(tmp_path / "a.pdf"))
    everything = Counter(
        plain("".join(fields.values()) + "".join(t for rs in rows.values() for r in rs for t in r.values()))
    )
    assert not everything - found


def test_a_long_register_repeats_its_headings_and_counts_its_pages(tmp_path):
    assert output.to_pdf([register(40)], tmp_path / "a.pdf") == 3
    found = words_of(tmp_path / "a.pdf")
    assert found.count(plain("用户电话登记表No.")) == 3
    for said in ("第1页共3页", "第2页共3页", "第3页共3页"):
        assert said in found


def test_several_papers_go_into_one_pdf(tmp_path):
    assert output.to_pdf([example("work_order"), register(40), example("visit_card")], tmp_path / "a.pdf") == 5


def test_a_list_is_painted_with_its_footer(tmp_path):
    write_list(
        tmp_path / "a.xlsx",
        "来电清单",
        [Column("单号", 40), Column("说明", 120)],
        [[f"WX{n}", "卡纸" * 60] for n in range(60)],
    )
    assert output.to_pdf([(tmp_path / "a.xlsx").read_bytes()], tmp_path / "a.pdf") > 1
    assert "第1页" in words_of(tmp_path / "a.pdf")


def test_a_pdf_is_never_called_done_when_it_was_not(tmp_path, monkeypatch):
    def full(self, data):
        self.touch()
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreTrouble, match="full"):
        output.to_pdf([example("visit_card")], tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())


def test_a_pdf_cut_short_by_the_disk_is_noticed(tmp_path, monkeypatch):
    real = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda self, data: real(self, data[:-40]))
    with pytest.raises(StoreTrouble):
        output.to_pdf([example("visit_card")], tmp_path / "a.pdf")
    assert not list(tmp_path.iterdir())


def test_what_is_no_workbook_is_refused():
    with pytest.raises(Refused):
        output.pictures(b"no workbook")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_has_the_size_of_the_paper_and_ink_on_it(kind):
    (picture,) = output.pictures(example(kind), dpi=50)
    width, high = form(kind).paper_mm
    assert abs(picture.width() - width / 25.4 * 50) <= 1 and abs(picture.height() - high / 25.4 * 50) <= 1
    dark = sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )
    assert dark > 100

import errno
from pathlib import Path

import pytest

from dispatch_console.domain.refused import StoreTrouble
from dispatch_console.paper import write_checked
from dispatch_console.paper.checked import cells_in
from tests.paper.examples import example


def test_a_form_is_written_and_nothing_else_is_left_in_the_folder(tmp_path):
    data = example("visit_card")
    write_checked(data, tmp_path / "卡.xlsx")
    assert [p.name for p in tmp_path.iterdir()] == ["卡.xlsx"]
    assert cells_in(tmp_path / "卡.xlsx") == cells_in(data) > 20


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_full_or_protected_disk_is_said_in_words_and_the_old_file_stays(tmp_path, monkeypatch, code):
    wanted = tmp_path / "a.xlsx"
    wanted.write_bytes(b"old")

    def fail(self, data):
        self.touch()
        raise OSError(code, "no")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(StoreTrouble, match=r"a\.xlsx"):
        write_checked(example("visit_card"), wanted)
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"] and wanted.read_bytes() == b"old"


def test_half_a_file_is_never_put_in_place(tmp_path, monkeypatch):
    real = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda self, data: real(self, data[: len(data) // 2]))
    with pytest.raises(StoreTrouble):
        write_checked(example("visit_card"), tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_place_that_does_not_exist_is_said_in_words(tmp_path):
    with pytest.raises(StoreTrouble):
        write_checked(example("visit_card"), tmp_path / "nowhere" / "a.xlsx")

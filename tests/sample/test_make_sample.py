import filecmp
import re
import subprocess
import sys
from collections import Counter

import openpyxl
import pytest

from dispatch_console import places
from dispatch_console.domain import phones

SAMPLE = places.resources() / "sample"
MAKER = places.resources().parent / "packaging" / "make_sample.py"


@pytest.fixture(scope="module")
def calls():
    sheet = openpyxl.load_workbook(SAMPLE / "phone_register.xlsx").worksheets[0]
    return [r for r in sheet.iter_rows(min_row=4, values_only=True) if isinstance(r[0], int)]


def test_the_sample_is_made_the_same_each_time(tmp_path):
    subprocess.run([sys.executable, str(MAKER), str(tmp_path)], check=True)
    names = [p.name for p in tmp_path.iterdir()]
    assert len(names) == 4
    assert filecmp.cmpfiles(tmp_path, SAMPLE, names, shallow=False)[0] == names


@pytest.mark.requirement("R3")
def test_the_week_has_calls_of_every_kind(calls):
    kinds = Counter(r[9] for r in calls)
    assert len(calls) >= 60
    assert {"报修", "电话咨询", "咨询", "投诉", "安装", "保养", "催单"} <= set(kinds)
    assert {"保内", "保外", "不明"} <= {r[8] for r in calls}


def test_the_listed_untidy_rows_are_there(calls):
    text = (SAMPLE / "README.md").read_text("utf-8")
    listed = [int(n) for line in text.splitlines() if re.match(r"^\| \d", line)
              for n in line.split("|")[1].split(",")]  # fmt: skip
    assert len(listed) >= 12
    assert all(calls[n - 1][17] for n in listed)


def test_numbers_are_of_several_types_and_nearly_all_can_be_read(calls):
    assert {type(r[4]) for r in calls} >= {str, int}
    doubtful = [r[0] for r in calls if r[4] and phones.parse(r[4]).why_doubtful]
    assert 26 in doubtful and 61 in doubtful and len(doubtful) <= 4

import pytest

from dispatch_console.domain.form_codes import CODES, job_number_in, scanned
from dispatch_console.domain.printing import AS_IT_IS, Profile, checked, kept, read
from dispatch_console.domain.refused import Refused


def test_a_printers_profile_comes_back_as_it_was_kept():
    profile = Profile(right=5, down=-12, trim=3, data_only=True, sheets=3)
    assert read(kept(profile)) == profile


@pytest.mark.parametrize("text", ["", "nonsense", "[]", '{"sheets": 0}', '{"right": "far"}', '{"down": 9999}'])
def test_a_profile_that_cannot_be_read_counts_as_not_set(text):
    assert read(text) == AS_IT_IS


@pytest.mark.parametrize("wrong", [Profile(sheets=0), Profile(sheets=6), Profile(right=201), Profile(down=-201), Profile(trim=101)])
def test_what_no_printer_does_is_refused(wrong):
    with pytest.raises(Refused):
        checked(wrong)


def test_the_edges_of_what_a_printer_does_are_allowed():
    for profile in (Profile(right=200), Profile(down=-200), Profile(trim=-100), Profile(sheets=5), Profile(sheets=1)):
        assert checked(profile) == profile


def test_no_two_forms_share_a_code():
    assert len(set(CODES.values())) == len(CODES) and all(len(c) == 2 and c.isupper() for c in CODES.values())


@pytest.mark.parametrize(
    ("text", "found"),
    [("WO*WX260302-009", ("work_order", "WX260302-009")), (" wo*0001873 ", ("work_order", "0001873")), ("ZZ*1", None), ("WX260302-009", None), ("WO*", None)],
)
def test_a_scanned_code_tells_form_and_number(text, found):
    assert scanned(text) == found


def test_a_quotations_number_holds_the_jobs():
    assert [job_number_in(n) for n in ("WX260302-016-2", "WX260302-016", "0001873")] == ["WX260302-016", "WX260302-016", ""]

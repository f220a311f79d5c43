import pytest

from dispatch_console.domain.form_codes import CODES, job_number_in, scanned


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

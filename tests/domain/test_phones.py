import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch_console.domain import phones
from dispatch_console.domain.phones import PhoneKind as K


@pytest.mark.requirement("R4")
@pytest.mark.parametrize(
    ("typed", "digits", "kind", "extension", "shown"),
    [
        ("13900174420", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("139-0017-4420", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("+86 139 0017 4420", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("008613900174420", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("8613900174420", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("013900174420", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("１３９００１７４４２０", "13900174420", K.MOBILE, "", "139 0017 4420"),
        (13900174420.0, "13900174420", K.MOBILE, "", "139 0017 4420"),
        (13900174420, "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("13900174420.0", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("1.390017442E+10", "13900174420", K.MOBILE, "", "139 0017 4420"),
        ("62458837", "02162458837", K.LANDLINE, "", "021-6245 8837"),
        ("6245 8837", "02162458837", K.LANDLINE, "", "021-6245 8837"),
        ("021-62458837", "02162458837", K.LANDLINE, "", "021-6245 8837"),
        ("(021)62458837", "02162458837", K.LANDLINE, "", "021-6245 8837"),
        ("+86 21 6245 8837", "02162458837", K.LANDLINE, "", "021-6245 8837"),
        ("021-62458837-801", "02162458837", K.LANDLINE, "801", "021-6245 8837 转 801"),
        ("62458837-801", "02162458837", K.LANDLINE, "801", "021-6245 8837 转 801"),
        ("62458837转801", "02162458837", K.LANDLINE, "801", "021-6245 8837 转 801"),
        ("021－62458837 分机：801", "02162458837", K.LANDLINE, "801", "021-6245 8837 转 801"),
        ("0571-8712345", "05718712345", K.LANDLINE, "", "0571-871 2345"),
        ("0571-87123456", "057187123456", K.LANDLINE, "", "0571-8712 3456"),
        ("400-820-1234", "4008201234", K.SERVICE, "", "400-820 1234"),
        ("10086", "10086", K.SHORT, "", "10086"),
        ("95588", "95588", K.SHORT, "", "95588"),
        ("12345", "12345", K.SHORT, "", "12345"),
    ],
)
def test_numbers_are_read_as_they_are_written(typed, digits, kind, extension, shown):
    phone = phones.parse(typed)
    assert (phone.digits, phone.kind, phone.extension) == (digits, kind, extension)
    assert phone.shown == shown and phone.why_doubtful is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("6245883", "One digit short (7 of 8). You can save and complete it later."),
        ("1390017442", "One digit short (10 of 11). You can save and complete it later."),
        ("139001744205", "One digit too many (12 of 11)."),
        ("", "No number. You can save and complete it later."),
        (None, "No number. You can save and complete it later."),
        ("没有电话", "No number. You can save and complete it later."),
        ("3344", "Not a Chinese number as known: check it."),
    ],
)
def test_a_doubtful_number_can_be_saved_and_says_why(typed, says):
    assert str(phones.parse(typed).why_doubtful) == says


def test_two_numbers_in_one_cell_are_both_read():
    assert [p.digits for p in phones.parse_all("13900174420/62458837")] == ["13900174420", "02162458837"]
    assert [p.digits for p in phones.parse_all("13900174420、021-62458837转801")] == [
        "13900174420",
        "02162458837",
    ]
    assert phones.parse_all("无") == ()


@pytest.mark.requirement("R218")
@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("13900174420", "139 **** 4420"),
        ("62458837转801", "021-**** 8837"),
        ("4008201234", "400-*** 1234"),
        ("10086", "10086"),
        ("3344", "**44"),
    ],
)
def test_a_hidden_number_keeps_its_ends(typed, masked):
    assert phones.parse(typed).masked == masked


def test_the_last_digits_find_a_number():
    assert phones.reversed_digits("021-6245 8837").startswith("7388")
    assert phones.search_digits("０２１-6245 8837") == "02162458837"


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.none()))
def test_nothing_typed_ever_breaks_it(value):
    phone = phones.parse(value)
    assert isinstance(phone.shown, str) and isinstance(phone.masked, str)
    phones.parse_all(value)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_what_is_shown_is_read_back_the_same(digits):
    assert phones.parse(phones.parse(digits).shown) == phones.parse(digits)


@pytest.mark.requirement("R4")
@pytest.mark.parametrize(
    ("typed", "digits", "extension"),
    [
        ("+86 571 8712 3456", "057187123456", ""),
        ("+86 571 871 2345", "05718712345", ""),
        ("862162458837", "02162458837", ""),
        ("+86 021 62458837", "02162458837", ""),
        ("00 86 21 62458837", "02162458837", ""),
        ("+86 95588", "95588", ""),
        ("86458837", "02186458837", ""),
        ("86458837801", "86458837801", ""),
        ("213900174420", "213900174420", ""),
        ("0571-8712345-801", "05718712345", "801"),
        ("0571-87123456-801", "057187123456", "801"),
        ("0571-871234-801", "0571871234801", ""),
        ("021-12345678-801", "02112345678801", ""),
        ("13900174420-801", "13900174420", "801"),
        ("400-820-1234-5", "4008201234", "5"),
        ("13900174420 或 62458837", "13900174420", ""),
        ("13900174420，62458837，10086", "13900174420", ""),
        (float("nan"), "", ""),
        (float("inf"), "", ""),
        (1e18, "", ""),
    ],
)
def test_area_codes_and_extensions_are_told_apart(typed, digits, extension):
    phone = phones.parse(typed)
    assert (phone.digits, phone.extension) == (digits, extension)


@pytest.mark.requirement("R4")
@pytest.mark.parametrize(
    ("typed", "kind", "says"),
    [
        ("624588", K.LANDLINE, "2 digits short (6 of 8). You can save and complete it later."),
        ("62458", K.UNKNOWN, "Not a Chinese number as known: check it."),
        ("624588371", K.LANDLINE, "One digit too many (9 of 8)."),
        ("6245883712", K.UNKNOWN, "Not a Chinese number as known: check it."),
        ("1234567", K.UNKNOWN, "Not a Chinese number as known: check it."),
        ("139001744", K.MOBILE, "2 digits short (9 of 11). You can save and complete it later."),
        ("13900174", K.UNKNOWN, "Not a Chinese number as known: check it."),
        ("0571-871234", K.LANDLINE, "One digit short (6 of 7). You can save and complete it later."),
        ("0571-871234567", K.LANDLINE, "2 digits too many (9 of 7)."),
        ("010-6245883", K.LANDLINE, "One digit short (7 of 8). You can save and complete it later."),
        ("010-62458837", K.LANDLINE, None),
        ("021-12458837", K.LANDLINE, "Not a Chinese number as known: check it."),
        ("021-02458837", K.LANDLINE, "Not a Chinese number as known: check it."),
        ("021-62458810", K.LANDLINE, None),
        ("021-60458837", K.LANDLINE, None),
    ],
)
def test_how_many_digits_are_wrong_is_told(typed, kind, says):
    phone = phones.parse(typed)
    assert phone.kind is kind and (phone.why_doubtful and str(phone.why_doubtful)) == says


@pytest.mark.requirement("R15")
@pytest.mark.parametrize(
    ("phone", "shown", "masked"),
    [
        (phones.parse("021-6245"), "021-6245", "****245"),
        (phones.parse("021-62458"), "021-6 2458", "021-* 2458"),
        (phones.parse("1390017442"), "1390017442", "******7442"),
        (phones.Phone("0216245883", K.UNKNOWN), "0216245883", "******5883"),
        (phones.Phone("62458837", K.LANDLINE), "62458837", "****8837"),
        (phones.Phone("6245883", K.UNKNOWN), "6245883", "****883"),
        (phones.Phone("7", K.UNKNOWN), "7", "*"),
        (phones.Phone("", K.UNKNOWN), "", ""),
    ],
)
def test_a_number_that_is_not_whole_is_shown_and_hidden_too(phone, shown, masked):
    assert (phone.shown, phone.masked) == (shown, masked)

import pytest

from dispatch_console.domain.printing import AS_IT_IS, Profile, checked, kept, read, setting_of
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


def test_a_printer_that_nobody_set_prints_as_it_is():
    assert (AS_IT_IS.right, AS_IT_IS.down, AS_IT_IS.trim, AS_IT_IS.data_only, AS_IT_IS.sheets) == (0, 0, 0, False, 1)


@pytest.mark.parametrize(("wrong", "said"), [(Profile(right=201), "at most 20 mm"), (Profile(trim=101), "at most 10 mm"), (Profile(sheets=6), "1 to 5 sheets")])
def test_a_refusal_tells_what_is_allowed(wrong, said):
    with pytest.raises(Refused, match=said):
        checked(wrong)


def test_each_printer_has_a_setting_of_its_own():
    assert setting_of("LQ-630") == "printer:LQ-630" != setting_of("HP")

"""The catalogue is looked up where it lies, and says what gettext says."""

from __future__ import annotations

import gettext

import pytest

from dispatch_console import places, words

MO = places.resources() / "locale" / "zh_CN" / "LC_MESSAGES" / f"{words.DOMAIN}.mo"


def test_every_word_is_found_as_gettext_finds_it():
    ours = words.Catalogue(MO)
    with MO.open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    every = [m for m in theirs._catalog if m]
    assert len(every) > 1000
    assert {m: ours.text(m) for m in every} == {m: theirs._catalog[m] for m in every}


def test_a_word_that_is_not_there_stays_as_it_is_and_its_context_is_not_shown():
    ours = words.Catalogue(MO)
    assert ours.text("no such word") == "no such word" and ours.text("menu\x04No such word") == "No such word"


def test_a_file_that_is_no_catalogue_is_refused(tmp_path):
    other = tmp_path / "x.mo"
    other.write_bytes(b"0" * 40)
    with pytest.raises(ValueError, match=r"x\.mo"):
        words.Catalogue(other)

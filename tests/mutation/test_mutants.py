"""The wrongs that the nightly run puts into the rules: that they are made, named and listed as they should be."""

from __future__ import annotations

import types

from tests.mutation.__main__ import listed
from tests.mutation.mutants import DOMAIN, Source

SOME = '''
LIMIT = 3


def rule(n):
    """A rule (R7)."""
    if n < LIMIT and n != 0:
        return _helper(n) + 1
    raise ValueError(n)


def _helper(n):
    return -n


def other(n):
    return n * 2
'''


def wrongs(text=SOME):
    return Source("some", text)


def run(source, mutant):
    module = types.ModuleType("some")
    exec(source.compiled(mutant), vars(module))
    return module


def test_comparisons_limits_signs_and_dropped_statements_are_all_tried():
    names = {m.name for m in wrongs().changes}
    assert {
        "some.LIMIT: LIMIT = 3 => LIMIT = 4",
        "some.LIMIT: LIMIT = 3 => LIMIT = 2",
        "some.rule: n < LIMIT => n <= LIMIT",
        "some.rule: n != 0 => n == 0",
        "some.rule: n < LIMIT and n != 0 => n < LIMIT or n != 0",
        "some.rule: n < LIMIT and n != 0 => True and n != 0",
        "some.rule: if n < LIMIT and n != 0 => if not (n < LIMIT and n != 0)",
        "some.rule: _helper(n) + 1 => _helper(n) - 1",
        "some.rule: return _helper(n) + 1 => return None",
        "some.rule: raise ValueError(n) => (nothing)",
        "some._helper: -n => +n",
    } <= names


def test_a_wrong_changes_what_the_function_does_and_is_gone_afterwards():
    source = wrongs()
    (mutant,) = [m for m in source.changes if m.name == "some.rule: _helper(n) + 1 => _helper(n) - 1"]
    assert run(source, mutant).rule(2) == -3
    (later,) = [m for m in source.changes if m.name == "some._helper: -n => +n"]
    assert run(source, later).rule(2) == 3


def test_a_rule_is_what_names_a_requirement_and_what_it_leans_on():
    source = wrongs()
    assert source.rules == {"rule", "_helper", "LIMIT"}
    assert {m.where for m in source.changes if not source.is_rule(m)} == {"other"}


def test_no_two_wrongs_have_one_name_and_each_one_listed_is_still_there_with_a_reason():
    every = [m.name for p in DOMAIN.glob("*.py") for m in Source(p.stem).changes]
    assert len(set(every)) == len(every)
    assert set(listed()) <= set(every), "the list names wrongs that are gone"
    assert all(len(reason) > 20 for reason in listed().values())

"""A day at the desk of the little office, told step by step."""

from __future__ import annotations

import pytest

from tests.stories.told import Told


@pytest.fixture
def day(desk, hands) -> Told:
    """The desk with the eyes of the dispatcher; the clock moves only by `day.at`."""
    return Told(desk, hands=hands)

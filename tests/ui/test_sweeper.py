"""What nobody holds is let go on the window's own thread, and a long list never stops it."""

from __future__ import annotations

import gc
import time
import weakref

from dispatch_console.ui import sweeper


class Circle:
    """Holds itself."""

    def __init__(self) -> None:
        self.me = self


def test_python_looks_only_where_the_window_lets_it(bridge):
    assert not gc.isenabled()
    bridge._sweeper.sweep()
    gone = weakref.ref(Circle())
    keep = [[n] for n in range(2 * sweeper.SOME)]
    assert gone() is not None
    bridge._sweeper.sweep()
    assert gone() is None and keep
    bridge.let_go()
    assert gc.isenabled()


def test_a_long_list_is_put_aside_at_once_and_looked_through_when_nobody_types(bridge):
    bridge._sweeper.sweep()
    gone = weakref.ref(Circle())
    rows = [[n] for n in range(3 * sweeper.MANY)]
    began = time.monotonic()
    bridge._sweeper.sweep()
    assert time.monotonic() - began < 0.03 and gone() is not None
    for _turn in range(sweeper.SWEEPS):
        rows += [[n] for n in range(2 * sweeper.SOME)]
        bridge._sweeper.sweep()
    bridge.rest()
    assert gone() is None

"""What the window does while another program holds the file, and when nobody types."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from dispatch_console.commands.customers import AddCustomer
from dispatch_console.desk import opening
from dispatch_console.store import link


def test_a_command_waits_for_another_program_and_is_done_once(bridge, desk, tmp_path):
    folder = desk.store.path.parent
    other = link.connect(desk.store.path, opening.key_for(folder))
    desk.store.wait(0)
    other.execute("BEGIN IMMEDIATE")
    told = []
    bridge.saving.connect(told.append)
    QTimer.singleShot(350, lambda: other.execute("ROLLBACK"))
    done = bridge.do(AddCustomer(name="等一等"), lambda no: told.append(str(no)))
    assert done is not None and not done.again
    assert told[0] is True and told[-1] is False
    other.close()


def test_what_another_program_wrote_is_shown(bridge, desk, hands, qtbot):
    other = opening.open_desk(desk.store.path.parent, clock=hands, actor="沈国栋")
    other.do(AddCustomer(name="别处录入"))
    other.close()
    with qtbot.waitSignal(bridge.changed, timeout=3000):
        bridge.look_around()


def test_a_rest_leaves_no_transaction_open(bridge, desk):
    bridge.rest()
    assert desk.store.in_transaction() == {"writer": False, "reader": False}

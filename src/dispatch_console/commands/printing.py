"""The printers of the office: how each is set."""

from __future__ import annotations

from dispatch_console.commands.registry import UNDO, Command, command, does
from dispatch_console.commands.setup import SetSetting, set_setting
from dispatch_console.commands.work import Work
from dispatch_console.domain import printing
from dispatch_console.domain.refused import Refused
from dispatch_console.words import N_


@command(undo=UNDO, requirement="R69")
class SetPrinter(Command):
    """Set a printer: moved right and down, the paper's height trimmed, data only, sheets (R69).

    Lengths in tenths of a millimetre. sheets 1 strikes all plies at once, more prints one sheet for each ply.
    """

    printer: str
    right: int = 0
    down: int = 0
    trim: int = 0
    data_only: bool = False
    sheets: int = 1


@does
def set_printer(command: SetPrinter, work: Work) -> dict[str, int]:
    """The setting's row."""
    if not command.printer.strip():
        raise Refused(N_("Which printer? Give its name."))
    profile = printing.checked(
        printing.Profile(command.right, command.down, command.trim, command.data_only, command.sheets)
    )
    name = printing.setting_of(command.printer.strip())
    return set_setting(SetSetting(name=name, value=printing.kept(profile), uid=command.uid), work)

"""Everything a dispatcher can start, each with its word, its key and its place; menus and the key card come from here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QKeySequence

from dispatch_console.words import N_, Said


class Action(NamedTuple):
    """One thing to do. needs is "", job or technician; moves are the job events it stands for (domain.jobs.MOVES)."""

    id: str
    word: str
    key: str
    icon: str
    menu: str = ""
    needs: str = ""
    moves: tuple[str, ...] = ()
    short: str = ""
    group: int = 0


MENUS: tuple[tuple[str, str], ...] = (
    ("file", N_("File")), ("calls", N_("Calls")), ("jobs", N_("Jobs")), ("people", N_("People")),
    ("forms", N_("Forms")), ("reports", N_("Reports")), ("view", N_("View")), ("help", N_("Help")),
)  # fmt: skip

JOB_GROUPS = (
    N_("Before the visit"), N_("The visit"), N_("Waiting"), N_("How a job ends"), N_("Out of the ordinary"), N_("Attachments"),
)  # the groups of the menu of jobs, in words
_A = Action
ACTIONS: tuple[Action, ...] = (
    # file
    _A("undo", N_("Undo"), "Ctrl+Z", "undo", "file"),
    _A("redo", N_("Redo"), "Ctrl+Y", "redo", "file"),
    _A("upkeep", N_("Records"), "Ctrl+M", "database-edit-outline", "file", group=1),
    _A("list_out", N_("This list out to Excel"), "Ctrl+Alt+E", "file-excel-outline", "file", short=N_("List to Excel")),
    _A("hide_customers", N_("Hide customer data"), "Ctrl+L", "eye-off-outline", "file", group=1),
    _A("operator", N_("Who is at the desk"), "Ctrl+Shift+1", "account", "file", group=1),
    _A("backup", N_("Back up now"), "Ctrl+Shift+6", "content-save-check-outline", "file", group=2),
    _A("check_file", N_("Check the file"), "Ctrl+Shift+7", "shield-check", "file", group=2),
    _A("quit", N_("Quit"), "Ctrl+Q", "exit-to-app", "file", group=3),
    # calls
    _A("new_call", N_("New call"), "F2", "phone-plus", "calls"),
    _A("call_back", N_("Called back"), "Shift+F2", "phone-return", "calls", "call"),
    _A("message", N_("Take a message"), "Ctrl+Shift+F2", "message-text-outline", "calls"),
    _A("transfer", N_("Put through"), "Ctrl+Shift+F3", "phone-forward", "calls"),
    _A("complete_call", N_("Fill in what was still to ask"), "Ctrl+F6", "comment-question-outline", "calls", "call",
       short=N_("Fill in")),
    _A("urge", N_("Urge"), "F8", "bell-ring", "calls", "job", ("urged",), group=1),
    _A("complain", N_("Complaint"), "Ctrl+Shift+L", "alert-octagon", "calls", "job", ("complaint_made",), group=1),
    _A("tell_superior", N_("Superior told"), "Shift+F12", "account-tie-voice", "calls", "job",
       ("complaint_told",), group=1),
    _A("promise", N_("Note a promise"), "Ctrl+Shift+N", "calendar-star", "calls", "job", group=1),
    # jobs: before the visit
    _A("decide", N_("Decide warranty"), "Ctrl+Shift+D", "scale-balance", "jobs", "job", ("decided",), N_("Decide")),
    _A("class", N_("Other promises"), "Ctrl+Shift+F5", "timer-cog-outline", "jobs", "job", ("classed",)),
    _A("contract", N_("On contract or package"), "Ctrl+Alt+C", "file-sign", "jobs", "job", ("contract_used",), N_("Contract")),
    _A("agree_time", N_("Set time"), "F7", "calendar-edit", "jobs", "job", ("appointed", "appointment_changed")),
    _A("dispatch", N_("Dispatch"), "F5", "account-arrow-right", "jobs", "job", ("planned", "reassigned")),
    _A("issue", N_("Slip handed over"), "Ctrl+Shift+I", "clipboard-arrow-right", "jobs", "job", ("issued",), N_("Handed over")),
    _A("tell_plan", N_("Plan told"), "Ctrl+Shift+P", "phone-outgoing", "jobs", "job", ("plan_told",)),
    _A("guide", N_("Guide by phone"), "Shift+F7", "headset", "jobs", "job", ("phone_guided",), N_("Guide")),
    _A("insist", N_("Insists on a visit"), "Shift+F5", "account-alert", "jobs", "job", ("insisted",), N_("Insists")),
    _A("ask_answer", N_("Ask superior or maker"), "Shift+F8", "account-tie-voice", "jobs", "job", ("asked_superior",),
       N_("Ask superior")),
    _A("give_answer", N_("Answer given"), "Ctrl+Shift+F8", "phone-outgoing", "jobs", "job", ("answer_given",)),
    _A("ask_approval", N_("Ask for approval"), "Shift+F6", "stamper", "jobs", "job", ("approval_asked",), N_("Approval")),
    _A("approve", N_("Approved"), "Ctrl+Shift+F6", "stamper", "jobs", "job", ("approved",)),
    _A("phone_solved", N_("Solved by phone"), "Ctrl+Shift+S", "phone-check", "jobs", "job", ("phone_solved",), N_("Solved")),
    _A("check_solved", N_("Note the check"), "Ctrl+Shift+C", "phone-clock", "jobs", "job",
       ("phone_checked_ok", "phone_checked_bad")),
    _A("quote", N_("Quote and consent"), "Ctrl+Shift+Y", "cash-check", "jobs", "job", ("quoted", "consented"), N_("Quote")),
    # jobs: the visit
    _A("arrived", N_("Arrived"), "Ctrl+Shift+H", "walk", "jobs", "job", ("arrived",), group=1),
    _A("done", N_("Done"), "F9", "check-bold", "jobs", "job", ("done",), group=1),
    _A("not_done", N_("Not done"), "Shift+F9", "progress-wrench", "jobs", "job", ("partly_done",), group=1),
    _A("escalate", N_("Escalate"), "F12", "chevron-double-up", "jobs", "job", ("escalated", "escalation_answered"),
       N_("Ask for help"), group=1),
    _A("take_in", N_("Machine taken in"), "Ctrl+G", "tow-truck", "jobs", "job", ("picked_up",), N_("Take in"), group=1),
    _A("workshop", N_("Workshop step"), "Ctrl+Shift+G", "warehouse", "jobs", "job", ("received",), N_("Workshop"), group=1),
    _A("send_in", N_("Customer sends it in"), "Ctrl+F11", "truck-delivery-outline", "jobs", "job", ("send_in_agreed",),
       N_("Send in"), group=1),
    _A("receive", N_("Machine sent in is here"), "Shift+F11", "package-down", "jobs", "job", ("sent_in",),
       N_("Sent in"), group=1),
    _A("recall", N_("Recall"), "Ctrl+Shift+V", "undo-variant", "jobs", "job", ("recalled",), group=1),
    _A("reschedule", N_("Visit cannot be kept"), "Ctrl+Shift+M", "calendar-arrow-right", "jobs", "job", ("rescheduled",),
       N_("Move visit"), group=1),
    # jobs: waiting
    _A("wait_customer", N_("Wait for the customer"), "Ctrl+Shift+W", "account-clock", "jobs", "job",
       ("wait_customer_started",), N_("Wait"), group=2),
    _A("customer_ready", N_("Customer is ready"), "Ctrl+Shift+R", "account-check", "jobs", "job", ("wait_customer_ended",),
       N_("Ready"), group=2),
    _A("wait_part", N_("Wait for a part"), "Ctrl+Shift+B", "package-variant-closed", "jobs", "job", ("wait_part_started",),
       N_("Part missing"), group=2),
    _A("part_arrived", N_("Part arrived"), "Ctrl+Shift+A", "package-variant", "jobs", "job", ("part_arrived",), group=2),
    _A("tell_part", N_("Customer told of the part"), "Ctrl+Shift+T", "phone-outgoing", "jobs", "job",
       ("customer_told_part",), N_("Part told"), group=2),
    _A("let_part_out", N_("Part let out of the store"), "Ctrl+Alt+P", "package-up", "jobs", "job", ("part_let_out",),
       N_("Part let out"), group=2),
    _A("order_part", N_("Part ordered"), "Ctrl+Alt+O", "cart-outline", "jobs", "job", ("part_ordered",), group=2),
    # jobs: the end
    _A("quality", N_("Quality call"), "Ctrl+Shift+U", "phone-check", "jobs", "job", ("quality_called",), group=3),
    _A("close", N_("Close"), "Ctrl+Shift+K", "check-all", "jobs", "job", ("closed",), group=3),
    _A("cancel", N_("Cancel the job"), "Ctrl+Shift+X", "cancel", "jobs", "job", ("cancelled",), N_("Cancel"), group=3),
    _A("reject", N_("Reject"), "Ctrl+Shift+J", "close-circle-outline", "jobs", "job", ("rejected",), group=3),
    _A("refer", N_("Refer"), "Ctrl+Shift+F", "call-split", "jobs", "job", ("referred",), group=3),
    _A("replace", N_("Replace the machine"), "Ctrl+F10", "swap-horizontal", "jobs", "job", ("replaced",), N_("Replace"), group=3),
    _A("reopen", N_("Reopen"), "Ctrl+Shift+O", "restore", "jobs", "job", ("reopened",), group=3),
    _A("correct", N_("Correct an entry"), "Ctrl+E", "pencil-outline", "jobs", "event", group=4),
    _A("answer_complaint", N_("Complaint answered"), "Ctrl+F12", "alert-octagon-outline", "jobs", "job", ("complaint_ended",),
       N_("Answered"), group=4),
    _A("consent_back", N_("Consent taken back"), "Ctrl+F9", "cash-remove", "jobs", "job", ("consent_taken_back",),
       N_("No consent"), group=4),
    _A("loaner_back", N_("Lent machine is back"), "Ctrl+F7", "printer-check", "jobs", "job", ("received",),
       N_("Loaner back"), group=4),
    _A("major", N_("Major or batch fault"), "Ctrl+Alt+M", "alert-decagram", "jobs", "job", ("major_fault", "major_ended"),
       N_("Major fault"), group=4),
    _A("claim", N_("Part made good in warranty"), "Ctrl+Alt+L", "gavel", "jobs", "job", ("part_claimed",), N_("Claim"), group=4),
    _A("apply", N_("Service application"), "Ctrl+Alt+A", "file-document-edit-outline", "jobs", "job", ("applied_for",),
       N_("Application"), group=4),
    _A("attach", N_("Attach files"), "Ctrl+J", "paperclip", "jobs", "job", short=N_("Attach"), group=5),
    _A("files", N_("Attachments"), "Ctrl+6", "image-multiple-outline", "jobs", "job", group=5),
    _A("attach_scan", N_("Attach what was scanned"), "Ctrl+Shift+2", "scanner", "jobs", "job", short=N_("Attach scans"), group=5),
    # forms
    _A("slip_back", N_("Slip came back"), "Ctrl+F5", "file-undo", "forms", "job", (), N_("Slip back"), group=1),
    _A("slip_lost", N_("Slip is lost or void"), "Ctrl+F8", "file-remove", "forms", "job", (),
       N_("Slip lost"), group=1),
    _A("report", N_("Type the report"), "Ctrl+R", "file-check", "forms", "job", ("report_typed",), N_("Report")),
    _A("import", N_("Import from Excel"), "Ctrl+I", "file-excel-outline", "forms", short=N_("Import")),
    _A("print", N_("Print"), "Ctrl+P", "printer", "forms", "job"),
    _A("forms", N_("All forms"), "Ctrl+Alt+F", "file-document-outline", "forms", group=2),
    # reports
    _A("close_day", N_("Close the day"), "Ctrl+Shift+4", "weather-night", "reports"),
    _A("to_paper", N_("To paper: board, roster, empty forms"), "Ctrl+Alt+B", "printer-alert", "reports", short=N_("To paper")),
    _A("points", N_("Points"), "Ctrl+Shift+3", "counter", "reports"),
    _A("plan_revisits", N_("Plan the year's revisits"), "Ctrl+Alt+R", "calendar-sync-outline", "reports", short=N_("Plan revisits")),
    _A("point_rules", N_("Rules of the points"), "Ctrl+9", "counter", "reports", short=N_("Rules")),
    _A("figures", N_("Figures"), "Ctrl+Shift+5", "chart-bar", "reports"),
    # people
    _A("call_in", N_("Technician calls in"), "F6", "account-voice", "people"),
    _A("page", N_("Page"), "Ctrl+Shift+E", "bell-ring", "people", "technician"),
    _A("page_answered", N_("Called back from a page"), "Ctrl+Shift+Q", "bell-check", "people", "technician",
       short=N_("Page answered")),
    _A("attendance", N_("Reported in or out"), "Ctrl+F3", "clock-in", "people", "technician", short=N_("Attendance")),
    _A("new_person", N_("New technician"), "Ctrl+F2", "account-plus", "people"),
    _A("roster", N_("Roster of the week"), "Ctrl+7", "calendar-week", "people", short=N_("Roster")),
    _A("people_records", N_("Staff files and loans"), "Ctrl+8", "toolbox-outline", "people", short=N_("Loans")),
    _A("roster_day", N_("On duty or away"), "Ctrl+Shift+Z", "calendar-account", "people", "technician"),
    # view
    _A("find", N_("Find and commands"), "F3", "magnify", "view", short=N_("Find")),
    _A("find_too", N_("Find and commands"), "Ctrl+K", "magnify"),
    _A("owed_first", N_("Most urgent, then next"), "F4", "clock-alert-outline", "view", short=N_("Owed")),
    _A("go_calls", N_("Calls"), "Ctrl+1", "phone-incoming", "view", group=1),
    _A("go_card", N_("Job card"), "Ctrl+2", "clipboard-text", "view", group=1),
    _A("go_roster", N_("Technicians"), "Ctrl+3", "account-hard-hat", "view", group=1),
    _A("go_board", N_("Job board"), "Ctrl+4", "view-list", "view", group=1),
    _A("go_owed", N_("Owed"), "Ctrl+5", "clock-alert-outline", "view", group=1),
    _A("filter", N_("Filter this panel"), "Ctrl+F", "filter-outline", "view", group=2),
    _A("closed_jobs", N_("Closed jobs"), "Ctrl+H", "archive-outline", "view", group=2),
    _A("timeline", N_("List or timeline"), "Ctrl+T", "chart-gantt", "view", group=2),
    _A("dark", N_("Light or dark"), "Ctrl+Shift+F12", "theme-light-dark", "view", group=3),
    _A("sound", N_("Sound on or off"), "Ctrl+Alt+S", "volume-high", "view", group=3),
    _A("larger", N_("Larger"), "Ctrl+=", "magnify-plus-outline", "view", group=3),
    _A("smaller", N_("Smaller"), "Ctrl+-", "magnify-minus-outline", "view", group=3),
    _A("full_screen", N_("Full screen"), "F11", "fullscreen", "view", group=3),
    _A("reset_layout", N_("Layout as at first"), "Ctrl+Shift+0", "page-layout-body", "view", group=4),
    _A("keep_layout", N_("Keep this layout"), "Ctrl+Shift+9", "content-save-outline", "view", group=4),
    _A("own_window", N_("Panel in a window of its own"), "Ctrl+Shift+F11", "page-layout-body", "view", short=N_("Own window"), group=4),
    _A("next_layout", N_("Next layout"), "Ctrl+Shift+8", "page-next-outline", "view", group=4),
    *(_A(f"owed_{n}", N_("Do what is owed"), f"Alt+{n}", "clock-alert-outline") for n in range(1, 7)),
    *(_A(f"put_off_{n}", N_("Put off what is owed"), f"Alt+Shift+{n}", "alarm-snooze") for n in range(1, 7)),
    # help
    _A("key_card", N_("Key card"), "F1", "keyboard-outline", "help"),
    _A("handbook", N_("Handbook"), "Ctrl+F1", "book-open-page-variant-outline", "help"),
    _A("knowledge", N_("Knowledge"), "Shift+F1", "book-open-variant", "help"),
)  # fmt: skip

TOOL_BAR = ("new_call", "dispatch", "agree_time", "print")
BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}


def two_on_one_key(keys: Mapping[str, str]) -> Said | None:
    """None when every key stands for one action, else which two share one."""
    taken: dict[str, str] = {}
    for action_id, key in keys.items():
        shape = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
        if not shape:
            continue
        if shape in taken:
            first, second = Said(BY_ID[taken[shape]].word), Said(BY_ID[action_id].word)
            return Said(N_("{key} is taken: {first} and {second}."), {"key": key, "first": first, "second": second})
        taken[shape] = action_id
    return None


class Keys:
    """Which key stands for which action: the house's, changed by what the dispatcher chose."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        self._keys = {a.id: a.key for a in ACTIONS}
        for action_id, key in (chosen or {}).items():
            if action_id in self._keys and two_on_one_key({**self._keys, action_id: key}) is None:
                self._keys[action_id] = key

    def of(self, action_id: str) -> str:
        """The key of an action as it is shown."""
        return self._keys[action_id]

    def change(self, action_id: str, key: str) -> Said | None:
        """Give an action another key; when another action has it nothing changes and the reason is given."""
        reason = two_on_one_key({**self._keys, action_id: key})
        if reason is None:
            self._keys[action_id] = key
        return reason

    def changed(self) -> dict[str, str]:
        """What differs from the house's keys."""
        return {a.id: self._keys[a.id] for a in ACTIONS if self._keys[a.id] != a.key}


def by_menu(menu: str) -> Iterable[Action]:
    """The actions of a menu in their order."""
    return (action for action in ACTIONS if action.menu == menu)

"""What the fields of lists and of forms are called."""

from __future__ import annotations

from dispatch_console.words import N_, _

FIELD_WORDS = {
    "called_at": N_("Called at"), "contact": N_("Caller"), "phone": N_("Phone"), "phone_2": N_("Second phone"),
    "customer_name": N_("Customer"), "address": N_("Address"), "model": N_("Model"), "serial": N_("Serial no."),
    "fault": N_("Fault"), "kind": N_("Kind of call"), "handling": N_("Handling"), "status": N_("Status"),
    "arrived_at": N_("Arrived at"), "completed_at": N_("Finished at"), "minutes": N_("Minutes"), "agreed_at": N_("Agreed for"),
    "technician": N_("Technician"), "follow_up": N_("Follow-up"), "number": N_("Number"), "warranty": N_("Warranty"),
    "taken_by": N_("Taken by"), "remark": N_("Remark"), "seq": N_("Line no."), "customer_code": N_("Customer no."),
    "district": N_("District"), "brand": N_("Brand"), "installed_on": N_("Installed on"), "warranty_basis": N_("Proof"),
    "category": N_("Category"), "bought_on": N_("Bought on"), "warranty_until": N_("Warranty until"), "contract": N_("Contract"),
    "counter": N_("Reading"), "location": N_("Place"), "tech_code": N_("Staff no."), "tech_name": N_("Name"), "grade": N_("Grade"),
    "skills": N_("Skills"), "joined_on": N_("Joined on"), "code": N_("Item code"), "name": N_("Item"), "unit": N_("Unit"),
    "price": N_("Price"), "labour": N_("Labour"), "cost": N_("Cost"),
}  # fmt: skip
FORM_WORDS = {
    "cause": N_("Cause"), "method": N_("Work done"), "left_over": N_("Left over"), "result": N_("Result"), "advice": N_("Advice"),
    "fee_visit": N_("Visit fee"), "fee_labour": N_("Labour fee"), "fee_other": N_("Other fees"), "fee_discount": N_("Discount"),
    "payment": N_("Payment"), "rate_timely": N_("In time"), "rate_skill": N_("Craft"), "rate_attitude": N_("Manner"),
    "rate_charge": N_("Charge"), "checks": N_("Confirmed"), "opinion": N_("Opinion"), "customer_sign": N_("Signed"),
    "parts": N_("Parts"), "consent_sign": N_("Consent"), "accessories": N_("Accessories"), "appearance": N_("Appearance"),
    "taken_at": N_("Taken at"), "due_on": N_("Due on"), "returned_at": N_("Returned at"), "return_check": N_("Checked"),
    "return_sign": N_("Received by"), "message": N_("Message"), "running": N_("Running"), "tried_at": N_("Tried at"),
    "reported_at": N_("Called at"), "dispatched_at": N_("Dispatched at"), "goods": N_("Goods"), "occurred": N_("Occurred"),
    "damage": N_("Damage"), "made_on": N_("Made on"), "inspection": N_("Inspection"), "conditions": N_("Conditions"),
}  # fmt: skip
NOT_READ = N_("not read")


def word_of(field: str) -> str:
    """The word of a field; of none: not read."""
    return _(FIELD_WORDS.get(field) or FORM_WORDS.get(field, field)) if field else _(NOT_READ)

"""The tables, one file a noun, without behaviour."""

from dispatch_console.store.tables import (
    attachments,
    audit,
    calls,
    contracts,
    customers,
    days,
    jobs,
    money,
    papers,
    people,
    plans,
    policies,
    quality,
)
from dispatch_console.store.tables.base import Base

metadata = Base.metadata

__all__ = [
    "Base",
    "attachments",
    "audit",
    "calls",
    "contracts",
    "customers",
    "days",
    "jobs",
    "metadata",
    "money",
    "papers",
    "people",
    "plans",
    "policies",
    "quality",
]

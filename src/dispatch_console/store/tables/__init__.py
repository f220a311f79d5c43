"""The tables, one file a noun, without behaviour."""

from dispatch_console.store.tables import audit, calls, customers, days, jobs, money, papers, people, policies, quality
from dispatch_console.store.tables.base import Base

metadata = Base.metadata

__all__ = [
    "Base",
    "audit",
    "calls",
    "customers",
    "days",
    "jobs",
    "metadata",
    "money",
    "papers",
    "people",
    "policies",
    "quality",
]

"""The trade itself: pure functions, enums and frozen dataclasses; no SQL, no Qt, no clock of its own."""

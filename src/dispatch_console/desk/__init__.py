"""The one door: do, ask, undo, redo, on_change, check."""

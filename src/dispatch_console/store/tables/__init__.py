"""The tables, one file a noun, without behaviour."""

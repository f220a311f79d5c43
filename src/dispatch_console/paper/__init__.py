"""The forms as workbooks: fill, read, compare."""

"""The sheets of the larger tasks: one work surface each, right of the phone."""

"""One box for finding anything and doing anything."""

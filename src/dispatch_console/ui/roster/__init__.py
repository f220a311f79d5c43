"""The technicians: who is where, who is free, who owes us a word; and the line in which they call in."""

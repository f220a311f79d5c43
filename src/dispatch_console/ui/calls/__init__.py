"""The telephone side: today's calls, and the place of the form in which a call is written down."""

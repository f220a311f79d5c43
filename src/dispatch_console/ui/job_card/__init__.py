"""One job: who, what, its clocks, its story, and what can be done now."""

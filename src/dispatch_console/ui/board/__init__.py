"""The job board: what was promised to customers, the most urgent first."""

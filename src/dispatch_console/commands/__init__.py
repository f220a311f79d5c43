"""All that can be done, one file a noun."""

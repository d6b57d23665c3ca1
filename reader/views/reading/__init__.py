"""The reading page and what belongs to it."""

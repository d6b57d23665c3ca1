"""Stories as files."""

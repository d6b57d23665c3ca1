"""One place a reader can stand, one file."""

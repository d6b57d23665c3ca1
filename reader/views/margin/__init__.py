"""Highlights, comments and threads."""

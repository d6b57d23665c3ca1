"""Highlights and comments as files."""

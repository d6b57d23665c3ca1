"""Passages: described, found, and carried from one revision of a text to the next."""

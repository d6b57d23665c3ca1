"""Annotations made, listed and imported."""

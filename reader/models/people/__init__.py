"""Readers, and what each of them has."""

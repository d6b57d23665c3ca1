"""Atom feeds and OPDS catalogs."""

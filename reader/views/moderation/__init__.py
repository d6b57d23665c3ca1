"""Reporting, and the moderators' own pages."""

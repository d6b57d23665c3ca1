"""A reader's data export: everything that they ever made here, in formats that others read."""

"""The sections of a story as XHTML: what the book and the page of one file have in common."""

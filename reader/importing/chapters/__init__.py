"""Paragraphs and headings to chapters, whatever the format."""

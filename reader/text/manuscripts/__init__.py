"""Lines of plain text to a manuscript: title, chapters, notes, warnings."""

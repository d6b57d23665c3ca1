"""EPUB 3.3: `as_epub` in `book.py` makes the file of its pages, its navigation, its package."""

"""The library, its stories, shelves and downloads."""

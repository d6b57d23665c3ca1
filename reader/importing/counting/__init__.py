"""The words of a file, read apart from every importer, and held against the manuscript."""

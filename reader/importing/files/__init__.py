"""Files as bytes: packages, encodings, pictures."""

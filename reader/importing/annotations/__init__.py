"""Files of highlights and comments."""

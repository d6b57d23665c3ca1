"""A new text for a chapter, and where its passages go."""

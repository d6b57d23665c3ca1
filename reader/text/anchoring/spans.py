"""A stretch of a text."""

# Where it starts and ends, in code points, the end exclusive.
Span = tuple[int, int]

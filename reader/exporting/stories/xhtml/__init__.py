"""Sanitised blocks as XHTML that any e-reader takes: `xhtml` in `blocks.py` is the way in."""

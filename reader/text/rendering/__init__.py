"""Markdown to sanitised blocks and their plain text, and what is laid over them."""

"""The text engine: Markdown, blocks, passages and manuscripts, in pure Python without Django."""

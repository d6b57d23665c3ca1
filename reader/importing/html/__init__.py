"""HTML to Markdown and manuscripts."""

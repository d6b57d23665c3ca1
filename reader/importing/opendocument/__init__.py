"""OpenDocument text (https://docs.oasis-open.org/office/OpenDocument/v1.3/) to HTML: what is said
in it, and how it is set where our page can show that. A file each for the styles, the numbering
and the text itself."""

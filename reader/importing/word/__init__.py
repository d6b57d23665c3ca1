"""Word's WordprocessingML (ECMA-376, part 1) to HTML: what is said in it, and how it is set where
our page can show that. A file each for the parts, the styles, the numbering and the text itself."""

"""The Web Annotation Protocol."""

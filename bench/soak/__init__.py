"""Attacks on a Gloss of its own, one a file, each with figures and bars: `make soak`."""

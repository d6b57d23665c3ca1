"""What authors do with stories and chapters."""

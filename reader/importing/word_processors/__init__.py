"""What Word and OpenDocument have in common."""

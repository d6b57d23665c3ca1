"""What readers write on the words of a story."""

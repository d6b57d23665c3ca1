"""What readers are told of what happened."""

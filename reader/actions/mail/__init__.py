"""What readers are told by e-mail."""

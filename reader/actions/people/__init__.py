"""What readers do with what is theirs."""

"""A reader's account and what is theirs."""

"""What a reader sees beside the words, and does there."""

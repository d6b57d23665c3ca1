"""What goes out: one format a file, each taking what the models give."""

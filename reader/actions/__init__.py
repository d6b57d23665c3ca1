"""What people do that touches several tables."""

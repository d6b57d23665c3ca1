"""The inbox: what happened, for whom it concerns."""

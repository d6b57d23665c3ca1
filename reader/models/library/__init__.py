"""Stories and what they are made of."""

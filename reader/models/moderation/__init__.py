"""Moderation: what readers reported, what moderators decided, and what was said against that."""

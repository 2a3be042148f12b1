"""One module per step; a released step never changes."""

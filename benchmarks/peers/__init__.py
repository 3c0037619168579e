"""Small honest programs that do the same work the usual way."""

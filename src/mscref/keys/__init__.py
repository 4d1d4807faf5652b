"""Citation keys: patterns, their markers, and the making of new ones. Pure."""

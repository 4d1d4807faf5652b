"""Is it the same work, the same person, the same journal? Asked here, once, by everybody. Pure."""

"""Finished output → text of one medium: one writer per file, found through the registry."""

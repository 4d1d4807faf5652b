"""Reading references that are text."""

"""Titles of journals in full and in short: rules of ISO 4, the user's lists, what a record says."""

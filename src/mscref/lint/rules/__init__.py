"""Lint rules: one file per rule, whose docstring is its documentation."""

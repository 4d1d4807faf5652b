"""Judgement about references: lint rules, matching, verdicts. No network of its own."""

"""Passes over what was evaluated: order, positions, disambiguation, collapsing, finishing."""

"""Whether patterns backtrack without bound."""

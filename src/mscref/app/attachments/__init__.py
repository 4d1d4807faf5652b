"""Files that belong to references: which there are, their names, their words, their notes."""

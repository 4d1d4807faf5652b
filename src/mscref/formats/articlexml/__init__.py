"""What the formats of publishers' XML share: trees of elements, text with markup, keys as ids."""

"""A server on localhost that stands in for the registries: recorded answers, limits and faults."""

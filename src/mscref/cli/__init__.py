"""The terminal: the only place for typer, rich, print and sys.exit."""

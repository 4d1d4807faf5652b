"""Web pages: fetched, and read by what their heads say of the work that they show."""

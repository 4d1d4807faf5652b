"""Files ↔ references: one module per format, listed in `registry.py`."""

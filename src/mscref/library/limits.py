"""What is read at most; by itself, so that reading a file does not import what replaces one."""

LARGEST = 1_000_000_000  # bytes of a file that is read; 280,000 entries are 149 MB

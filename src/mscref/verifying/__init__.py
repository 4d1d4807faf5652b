"""Claims against records: verdicts and how they are worded. No network of its own."""

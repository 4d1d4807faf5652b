"""Text as such: str → str, no CSL types."""

"""The style language: references and a style in, text out. No network, no clock, no settings."""

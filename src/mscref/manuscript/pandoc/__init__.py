"""Pandoc's document tree: its citations and its metadata in, citations that are text out.

Everything here is a pure function of the JSON that pandoc gives a filter; which library and which
style are meant, and what a citation looks like, is decided by the caller.
"""

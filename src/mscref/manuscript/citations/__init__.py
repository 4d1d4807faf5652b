"""Citations written as such: one finder for each notation, spans and cites out.

A finder never parses more of a document than it must to leave code, comments and verbatim alone:
everything outside the spans that it returns stays as it is. `registry` says which finder reads a
file. Pure: text in, values out.
"""

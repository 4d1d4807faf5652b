"""The room of `mscref pick`: keys in, lines out; nothing but `terminal` touches a terminal.

Ours and no library: what a picker needs of a terminal are six escape sequences and a table of keys.
"""

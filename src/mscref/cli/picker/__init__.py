"""The room of `mscref pick`: keys in, lines out; nothing but `terminal` touches a terminal.

Ours and no library: what a picker needs of a terminal are six escape sequences and a table of keys,
where prompt_toolkit would cost each install 1.5 MB and each pick a tenth of a second of imports.
"""

"""Pages to look at: plain data → one HTML file that asks nothing of anybody.

A page is one file: no server, no other address, printable, in light and dark, narrow and wide, for
keyboard and screen reader. `markup.py` escapes whatever is not markup of ours, `shell.py` puts the
policy before everything else (nothing is loaded, only our own script runs), one file per page
fills it. What is text in a reference stays text, whatever it says. Pure; the style sheet and the
scripts are files of `assets/`.
"""

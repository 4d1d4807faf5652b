"""One file per command: parse options, call app/, hand the result to show."""

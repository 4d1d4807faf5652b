"""The library in a browser, on this machine alone: `mscref browse`.

A face beside the terminal: what is asked for by HTTP goes to `app/browsing.py`, what comes back is
written by `pages/`. `guard.py` says who may ask, `site.py` what the answers are, `server.py` speaks
HTTP. Only the command `browse` imports it.
"""

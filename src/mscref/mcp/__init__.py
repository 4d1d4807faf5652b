"""mscref for agents: tools over one library, spoken by the Model Context Protocol.

`folder.py` says which files an agent may reach, `answers.py` what it is told, `reading.py` and
`changing.py` hold the tools as plain methods, and `server.py`, the only module that imports the
SDK, offers them.
"""

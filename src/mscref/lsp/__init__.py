"""The language server: `mscref.app.workspace` for editors, over the Language Server Protocol.

The only importer of pygls and lsprotocol; no other command imports it.
"""

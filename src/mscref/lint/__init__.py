"""Rules about references as they are written, and their repairs; no network.

`rules/` has one file for each rule; what stands beside it runs them, tells of them, and holds what
several of them need.
"""

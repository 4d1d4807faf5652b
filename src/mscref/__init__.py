"""mscref: format, resolve, verify and keep the references of a paper.

Owns the version. Imports nothing, so that `mscref --version` costs what bare Python costs.
"""

__version__ = "0.1.0"

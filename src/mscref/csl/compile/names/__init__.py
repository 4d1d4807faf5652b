"""cs:names: which names are printed, in what form, with which label, or what stands in for them."""

from mscref.csl.compile.names.element import compile_names, compile_sort_names

__all__ = ["compile_names", "compile_sort_names"]

"""The typed tree → closures: one evaluator per element, compiled for one style and locale.

An evaluator is asked for a work in its `Circumstances`, appends to a token list, and notes in a
`Trace` what others have to know. Whatever does not depend on the work (terms, affixes, date
formats, name options, delimiters) is worked out here, once.
"""

from mscref.csl.compile.areas import CompiledArea, compile_area
from mscref.csl.compile.sort import CompiledKey

__all__ = ["CompiledArea", "CompiledKey", "compile_area"]

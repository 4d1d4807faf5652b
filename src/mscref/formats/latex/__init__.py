r"""LaTeX ↔ the inline markup of CSL-JSON: what stands in BibTeX fields and nothing more.

What crosses the border: LaTeX text in, text with `<i>`, `<b>`, `<sup>`, `<sub>`, small-caps spans
and Unicode out (`reading`); and back (`writing`). Mathematics becomes text and markup where that is
possible and stays `$…$` where it is not (`mathematics`). `commands` says what stands for what.
"""

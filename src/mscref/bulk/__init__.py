"""An index of works on disk, and reference strings matched against it by the million.

`building` makes an index of dumps, `opened` finds in it, `answering` answers as the sources do,
and `matching` is the map step: strings in, what they mean out. Works and keys lie in Parquet; all
but `dumps` needs the extra `bulk` (pyarrow and numpy), which nothing else of mscref imports.
"""

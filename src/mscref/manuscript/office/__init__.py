"""Documents of word processors, read and changed in place: .docx and .odt.

A document is a zip of XML parts. Only stretches of bytes within the parts that hold text change;
every other byte of a part stays, and every other part is copied as it is packed. Everything in a
document is a stranger's: sizes are limited before anything is unpacked, XML declares nothing.
"""

"""Inline markup: what other programs would show is taken out, the rest stays."""

import pytest

from mscref.model.markup import strip_case_markup


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ('a <span class="nocase">b</span> c', "a b c"),
        ('<span class="nodecor">v.</span>', "v."),
        ('<span class="nocase">a <i>b</i></span>', "a <i>b</i>"),
        (
            '<span style="font-variant:small-caps;">A <span class="nocase">b</span></span>',
            '<span style="font-variant:small-caps;">A b</span>',
        ),
        ('p < 0.05 </span> <span class="x">', 'p < 0.05 </span> <span class="x">'),
    ],
)
def test_case_markup_is_stripped(text, expected):
    assert strip_case_markup(text) == expected

"""Training data that our own style engine prints: the same each time, each value tagged."""

from itertools import pairwise

from training.data import word_labels
from training.printed import PrintedMaker
from training.synthetic import Values

VALUES = Values(
    titles=["Soil acidity and the growth of young pines"], journals=["Journal of Hydrology"]
)
LABELS = {
    "author", "editor", "title", "container", "date", "volume", "issue", "pages", "publisher",
    "location",
}  # fmt: skip


def test_the_same_seed_makes_the_same_references():
    made, again = (PrintedMaker(7, VALUES).make(12) for _ in range(2))
    assert made == again
    assert PrintedMaker(8, VALUES).make(12) != made


def test_every_value_is_tagged_once_and_apart_from_the_others():
    for one in PrintedMaker(3, VALUES).make(25):
        spans = sorted(one.spans)
        assert all(end <= start for (_, end, _), (start, _, _) in pairwise(spans)), one.text
        labels = [label for _, _, label in spans]
        assert {"author", "title"} <= set(labels) <= LABELS
        assert len(labels) == len(set(labels))
        assert all(one.text[start:end].strip() for start, end, _ in spans)
        _, words = word_labels(one)
        assert {"author", "title"} <= set(words)

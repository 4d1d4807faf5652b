"""What may take time or memory without end."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.base import Attack, Case, bounded

WORKS = "@book{a, title={T}, author={B, C}, editor={D, E}, note={N}, year={2020}}\n"


def read_in_time(folder: Path, word: str) -> None:
    """Text with the look of a format is read, or refused, at once."""
    for path in sorted(folder.glob("*.y*ml")):
        assert bounded("list", "-l", path.name).code in (0, 1, 3)
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text()
        assert bounded("format", "-l", "-", stdin=text).code in (0, 1, 3)


def lines(head: str, line: str, times: int, name: str = "stdin.txt") -> Case:
    return Case({name: head + line * times})


SNIFF = Attack(
    read_in_time,
    {
        "deeper": lines("Note:\n", "        text more\n", 60),
        "tabs": lines("Note:\n", "\ttext more\n", 60),
        "steps": Case({"stdin.txt": "".join(f"{' ' * n}a:\n" for n in range(60))}),
        "lists": lines("a:\n", "  - b: c\n", 60, "y.yaml"),
        "colons": lines("a:\n", "  b: : : :\n", 60, "y.yml"),
        "blank lines": lines("a:\n", "        \n", 80, "y.yaml"),
        "RIS": lines("TY  - ", "  -  - ", 80),
        "BibTeX": lines("@", "a{", 80),
        "PubMed": lines("PMID-", " -", 80),
        "JSON": lines("[", '{"a":[', 60),
        "EndNote": lines("%0 ", "%A \n", 80),
    },
)


def evaluated_in_time(folder: Path, word: str) -> None:
    """A style whose parts call one another is printed, or refused in one message."""
    (folder / "any.bib").write_text(WORKS)
    done = bounded("format", "-s", "e.csl", "-l", "any.bib")
    assert done.code in (0, 3), done.err[-300:]
    if done.code == 3:
        assert "error" in done.err


HEAD = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info>'
    "<title>T</title><id>t</id><updated>2020-01-01T00:00:00+00:00</updated></info>"
)


def style(macros: str, layout: str) -> Case:
    areas = f"<citation><layout>{layout}</layout></citation>"
    areas += f"<bibliography><layout>{layout}</layout></bibliography>"
    return Case({"e.csl": f"{HEAD}{macros}{areas}</style>"})


def pyramid(body: str, leaf: str, levels: int = 40) -> Case:
    """Macros of which each calls the one below as `body` says."""
    macros = "".join(
        f'<macro name="m{n}">{body.replace("@", f"m{n + 1}")}</macro>' for n in range(levels)
    )
    return style(f'{macros}<macro name="m{levels}">{leaf}</macro>', '<text macro="m0"/>')


CALL = '<text macro="@"/>'
NAMES = '<names variable="author"><name/></names>'
CHOOSE = f'<choose><if type="book">{CALL}{CALL}</if><else>{CALL}</else></choose>'
TESTS = (
    f'<choose><if variable="note">{CALL}</if></choose>'
    f'<choose><if is-numeric="note"/><else>{CALL}</else></choose>'
)
SUBSTITUTE = f'<names variable="translator"><substitute>{CALL}{CALL}</substitute></names>{CALL}'
TURNS = '<text macro="@"/><group delimiter=" "><text macro="@"/></group>'
SIBLINGS = "".join(f'<macro name="s{n}"><text variable="title"/></macro>' for n in range(4_000))
CSL = Attack(
    evaluated_in_time,
    {
        "nothing": pyramid(CALL * 2, '<text variable="annote"/>'),
        "a title": pyramid(CALL * 2, '<text variable="title"/>'),
        "names": pyramid(CALL * 2, NAMES),
        "a date": pyramid(CALL * 2, '<date variable="issued" form="text"/>'),
        "by choose": pyramid(CHOOSE, NAMES),
        "by conditions": pyramid(TESTS, '<text variable="annote"/>'),
        "by substitute": pyramid(SUBSTITUTE, '<text variable="annote"/>'),
        "by substitute, with names": pyramid(SUBSTITUTE, NAMES),
        "two in turn": style(
            "".join(
                f'<macro name="{one}{n}"><text macro="{other}{n + 1}"/>'
                f'<text macro="{one}{n + 1}"/></macro>'
                for n in range(40)
                for one, other in ("ab", "ba")
            )
            + f'<macro name="a40">{NAMES}</macro><macro name="b40"><text variable="note"/></macro>',
            '<text macro="a0"/>',
        ),
        "in sorting": Case(
            {
                "e.csl": pyramid(CALL * 2, NAMES)
                .files["e.csl"]
                .replace("<citation>", '<citation><sort><key macro="m0"/></sort>')  # type: ignore[arg-type]
            }
        ),
        "thousands beside one another": style(
            SIBLINGS, "".join(f'<text macro="s{n}"/>' for n in range(4_000))
        ),
        "thousands in a row": style(
            "".join(f'<macro name="r{n}"><text macro="r{n + 1}"/></macro>' for n in range(4_000))
            + f'<macro name="r4000">{NAMES}</macro>',
            '<text macro="r0"/>',
        ),
        "as long a chain as is evaluated": pyramid(f"<group>{CALL}</group>", NAMES, levels=55),
        "a longer chain": pyramid(f"<group>{CALL}</group>", NAMES, levels=100),
        "deep groups": style("", "<group>" * 5000 + '<text variable="title"/>' + "</group>" * 5000),
        "groups as deep as is read": style(
            "", "<group>" * 60 + '<text variable="title"/>' + "</group>" * 60
        ),
        "one that calls itself": style(
            '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>',
            '<text macro="a"/>',
        ),
        "one that calls itself in its names": style(
            '<macro name="a"><names variable="translator"><substitute><text macro="a"/>'
            "</substitute></names></macro>",
            '<text macro="a"/>',
        ),
    },
)

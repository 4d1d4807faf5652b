"""Verify, documents and facets of `mscref browse`, with a server in place of the registries."""

from __future__ import annotations

import json
import shlex

import pytest
from tests.browse.conftest import ask, serving, wish
from tests.replay.recordings import load
from tests.replay.server import FAULTS, ReplayServer

from mscref.app.browsing.shelf import Question
from mscref.browse.commands import Commands
from mscref.cli.main import run
from mscref.records import replaced as replace
from mscref.sources.settings import SERVICES, Rate, Settings

LIBRARY = """\
@article{good,
  title = {Transplantation of ACE2- Mesenchymal Stem Cells Improves the Outcome of Patients with
    COVID-19 Pneumonia},
  author = {Leng, Zikuan and others},
  journal = {Aging and Disease},
  year = {2020},
  doi = {10.14336/AD.2020.0228},
}

@article{retracted,
  title = {A finding that did not hold},
  author = {Lovelace, Ada},
  year = {2020},
  doi = {10.5555/retracted},
}

@book{made-up,
  title = {</script><img src=x onerror=alert(1)> (lost},
  author = {Nemo},
  publisher = {Nowhere},
  year = {1870},
}
"""


@pytest.fixture(scope="module")
def registries():
    with ReplayServer(load()) as running:
        yield running


@pytest.fixture
def settings(registries, tmp_path):
    unhurried = dict.fromkeys(SERVICES, Rate(1000, 1, 10))
    return Settings(
        urls=registries.urls(), timeout=20, rates=unhurried, cache_folder=tmp_path / "answers"
    )


@pytest.fixture
def library(tmp_path):
    file = tmp_path / "refs.bib"
    file.write_text(LIBRARY, encoding="utf-8")
    (tmp_path / "paper.md").write_text("See [@good; @lost, p. 3] and @gone.\n", encoding="utf-8")
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.tex").write_text("\\cite{retracted}\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("@good\n", encoding="utf-8")
    return file


@pytest.fixture
def browser(browser_of, library, settings):
    return browser_of(library, settings=settings)


@pytest.fixture
def server(browser):
    with serving(browser) as started:
        browser.settle()
        yield started


def keys_in(found):
    return [part.partition('"')[0] for part in found["rows"].split('data-key="')[1:]]


def facet(found, name):
    values = [part.partition('"')[0] for part in found["facets"][name].split('value="')[1:]]
    return [one for one in values if one]


def test_start_progress_findings_and_marks(server, browser):
    begun = wish(server, "verify", {})[1]
    assert begun["total"] == 3
    assert begun["command"] == f"mscref verify -l {browser.library}"
    browser.verification.wait()
    state = ask(server, "progress?since=0")[1]
    assert (state["running"], state["done"], state["total"], state["known"]) == (False, 3, 3, 2)
    assert state["counts"] == "1 verified · 1 retracted · 1 not-found"
    assert "retracted" in state["findings"]
    assert "<img" not in state["findings"]
    assert ask(server, "progress?since=2")[1]["findings"] == ""
    found = ask(server, "find?verdict=retracted")[1]
    assert keys_in(found) == ["retracted"]
    assert facet(found, "verdict") == ["not-found", "retracted", "verified"]
    assert found["command"] == f"mscref list retracted -l {browser.library}"
    entry = ask(server, "entry?place=1&key=retracted")[1]["html"]
    assert "verified on 20" in entry
    assert "according to" in entry


def test_verdicts_are_kept_for_what_has_not_changed(browser, browser_of, library):
    browser.settle()
    browser.verify(Question())
    browser.verification.wait()
    browser.close()
    later = browser_of(library)
    later.settle()
    assert later.find(Question(chosen={"verdict": "retracted"})).total == 1
    library.write_text(LIBRARY.replace("did not hold", "held"), encoding="utf-8")
    later.settle()
    assert later.find(Question(chosen={"verdict": "retracted"})).total == 0
    assert later.find(Question(chosen={"verdict": "verified"})).total == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"report": {}}', '{"stamps": 1}', "\0\xff"])
def test_damaged_marks_are_none(browser, browser_of, library, tmp_path, damage):
    browser.settle()
    browser.verify(Question())
    browser.verification.wait()
    browser.close()
    (file,) = (tmp_path / "cache" / "verdicts").iterdir()
    file.write_text(damage, encoding="latin-1")
    later = browser_of(library)
    later.settle()
    assert later.find(Question(chosen={"verdict": "retracted"})).total == 0


def test_what_was_not_settled_is_not_kept(browser, browser_of, library, settings, registries):
    registries.faults.update(dict.fromkeys(SERVICES, FAULTS["500"]))
    try:
        hasty = browser_of(library, settings=replace(settings, timeout=0.3))
        hasty.settle()
        hasty.verify(Question("lovelace"))
        hasty.verification.wait()
        assert dict(hasty.verification.state().counts) == {"unknown": 1}
        hasty.close()
    finally:
        registries.faults.clear()
    later = browser_of(library)
    later.settle()
    assert later.find(Question(chosen={"verdict": "unknown"})).total == 0


def test_only_what_is_shown_is_verified(server, browser):
    begun = wish(server, "verify", {"words": "lovel"})[1]
    assert begun["command"] == f"mscref verify retracted -l {browser.library}"
    browser.verification.wait()
    assert browser.verification.state().counts == (("retracted", 1),)


def test_one_run_at_a_time_and_stop(server, browser, registries):
    registries.faults.update(dict.fromkeys(SERVICES, FAULTS["hang"]))
    try:
        assert wish(server, "verify", {})[0] == 200
        assert wish(server, "verify", {})[:2] == (
            409, {"error": "a verification is running stop it first"},
        )  # fmt: skip
        assert wish(server, "stop", {})[0] == 200
        state = ask(server, "progress")[1]
        assert state["stopped"]
    finally:
        registries.faults.clear()
    assert keys_in(ask(server, "find")[1]) == ["good", "retracted", "made-up"]


def test_without_settings_nobody_is_asked(browser_of, library):
    with serving(browser_of(library)) as started:
        assert wish(started, "verify", {})[0] == 409


def test_a_document_as_filter(server, browser):
    path = browser.library.parent / "paper.md"
    assert browser.documents() == ["chapters/one.tex", "paper.md"]
    cited = ask(server, "find?document=paper.md")[1]
    assert keys_in(cited) == ["good"]
    assert cited["command"] == f"mscref list --cited {path} -l {browser.library}"
    assert "2 keys cited and not in the library" in cited["missing"]
    assert f"{path}:1:14" in cited["missing"]
    assert shlex.join(["mscref", "cited", str(path), "--missing"]) in cited["missing"]
    unused = ask(server, "find?document=paper.md&among=unused")[1]
    assert keys_in(unused) == ["retracted", "made-up"]
    assert unused["command"] == f"mscref cited {path} --unused -l {browser.library}"
    both = ask(server, "find?document=paper.md&among=unused&words=nemo")[1]
    assert keys_in(both) == ["made-up"]
    chapter = ask(server, "find?document=chapters/one.tex")[1]
    assert keys_in(chapter) == ["retracted"]
    assert "has all that it cites" in chapter["missing"]


def test_a_document_that_was_written_on_is_read_again(server, browser):
    assert keys_in(ask(server, "find?document=paper.md")[1]) == ["good"]
    (browser.library.parent / "paper.md").write_text("@retracted and @good", encoding="utf-8")
    assert keys_in(ask(server, "find?document=paper.md")[1]) == ["good", "retracted"]


@pytest.mark.parametrize(
    "name",
    ["notes.txt", "../refs.bib", "/etc/passwd", "chapters/../paper.md", "refs.bib", "\0", "x.md"],
)
def test_no_other_file_is_read_as_a_document(server, name):
    from urllib.parse import quote

    assert ask(server, f"find?document={quote(name)}")[0] == 404
    assert wish(server, "verify", {"document": name})[0] == 404


def test_a_document_that_is_given_by_name(browser_of, library, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "draft.txt").write_text("@good", encoding="utf-8")
    browser = browser_of(library, documents=[str(elsewhere / "draft.txt")])
    with serving(browser) as started:
        assert browser.documents()[0] == str(elsewhere / "draft.txt")
        assert keys_in(ask(started, f"find?document={elsewhere / 'draft.txt'}")[1]) == ["good"]


def test_findings_are_a_facet(server, browser):
    found = ask(server, "find")[1]
    assert found["checked"]
    assert "title-brackets" in facet(found, "finding")
    one = ask(server, "find?finding=title-brackets")[1]
    assert keys_in(one) == ["made-up"]
    assert one["command"] == f"mscref list made-up -l {browser.library}"
    assert "title-brackets" in ask(server, "entry?place=2&key=made-up")[1]["html"]


def test_a_large_library_is_checked_when_somebody_asks(monkeypatch, browser_of, library):
    monkeypatch.setattr("mscref.app.browsing.browser.CHECKED_AT_ONCE", 2)
    browser = browser_of(library)
    with serving(browser) as started:
        browser.settle()
        assert not ask(started, "find")[1]["checked"]
        said = wish(started, "check", {})[1]
        assert said["command"] == f"mscref check {library} --level info"
        found = ask(started, "find")[1]
        assert found["checked"]
        assert said["said"] == f"{sum(map(len, browser._reading.findings.values()))} findings"


def test_the_commands_print_what_the_page_shows(server, browser, capsys):
    """Each command is run, and lists the keys of the rows."""
    for asked in ("", "words=lovel", "year=2020s", "finding=title-brackets", "document=paper.md",
                  "document=paper.md&words=lengzz", "type=book&words=ne", "words=1870",
                  "words=lovel+2020", "document=paper.md&words=2020"):  # fmt: skip
        found = ask(server, f"find?{asked}")[1]
        run(shlex.split(found["command"])[1:])
        listed = [line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()]
        assert sorted(listed) == sorted(keys_in(found)), found["command"]
    assert keys_in(ask(server, "find?words=nemo+1870")[1]) == ["made-up"]
    for document in ("paper.md", "chapters/one.tex"):
        found = ask(server, f"find?document={document}&among=unused")[1]
        run([*shlex.split(found["command"])[1:], "--json"])
        assert [one["key"] for one in json.loads(capsys.readouterr().out)] == keys_in(found)


@pytest.fixture
def verified(server, browser, monkeypatch, tmp_path):
    """A library with verdicts that other commands find, whose hits are too many to be named."""
    monkeypatch.setattr("mscref.browse.commands._FEW", 0)
    monkeypatch.setenv("MSCREF_CACHE_DIR", str(tmp_path / "cache"))
    assert wish(server, "verify", {})[0] == 200
    browser.verification.wait()
    return server


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("verdict=retracted", "verdict:retracted"),
        ("verdict=verified&words=lengzz", "lengzz* verdict:verified"),
        ("finding=title-brackets", "finding:title-brackets"),
        ("finding=title-brackets&type=book", "type:book finding:title-brackets"),
        ("finding=title-brackets&verdict=not-found&year=1870s",
         "year:1870..1879 type: finding:title-brackets verdict:not-found"),
        ("verdict=verified&document=paper.md", "verdict:verified"),
    ],
)  # fmt: skip
def test_many_are_asked_for_by_what_is_said_of_them(verified, capsys, asked, query):
    """What `search` (or `list`, of a document) finds is what the page shows, and `verify` takes."""
    found = ask(verified, f"find?{asked}")[1]
    command = shlex.split(found["command"])
    assert set(" ".join(command).split()) >= set(query.replace("type: ", "").split())
    run(command[1:])
    listed = [line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert sorted(listed) == sorted(keys_in(found))


def test_what_is_said_can_be_asked_by_every_command(verified, browser, capsys):
    library = str(browser.library)
    for command, code in (
        (["list", "verdict:retracted", "-l", library], 0),
        (["search", "verdict:retracted", "-l", library], 0),
        (["show", "missing:finding OR verdict:retracted", "-l", library], 0),
        (["format", "verdict:retracted", "-l", library], 0),
        (["edit", "verdict:retracted", "note=gone", "--dry-run", "-l", library], 0),
    ):
        assert run(command) == code, command
        said = capsys.readouterr().out
        assert any(it in said for it in ("retracted", "did not hold", "Lovelace")), command
        assert "Nemo" not in said, command


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("finding:title-brakets", "unknown rule `title-brakets`"),
        ("verdict:retrcted", "unknown verdict `retrcted`"),
        ("verdict:unknown", "what no source could settle is not kept"),
    ],
)
def test_what_nobody_says_is_an_error_with_what_is_said(verified, browser, capsys, query, message):
    for command in ("list", "search"):
        assert run([command, query, "-l", str(browser.library)]) == 2
        assert message in capsys.readouterr().err


def test_without_verdicts_silence_is_no_all_clear(library, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("MSCREF_CACHE_DIR", str(tmp_path / "none"))
    for command in ("list", "search"):
        assert run([command, "lovelace -verdict:retracted", "-l", str(library)]) != 0
        assert "no verdicts are kept of" in capsys.readouterr().err


def test_a_key_that_stands_twice_means_both(library, capsys):
    library.write_text(LIBRARY + "@book{good, title = {Another}, year = 1999}\n", encoding="utf-8")
    run(["search", "finding:key-duplicate", "-l", str(library)])
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("\t")[0] for line in lines] == ["good", "good"]


UNSETTLED = {"verdict": "unknown"}
UNUSED = {"document": "paper.md", "among": "unused"}
CITED = {"document": "paper.md"}


@pytest.mark.parametrize(
    ("asked", "listed", "verified", "is_exact"),
    [
        ({}, "list", "verify", True),
        ({"words": "x"}, "search 'x*' --limit 0", "verify 'x*'", True),
        ({"chosen": UNSETTLED}, "list", "verify", False),
        ({"chosen": {**UNSETTLED, "type": "book"}}, "search type:book --limit 0",
         "verify type:book", False),
        (CITED, "list --cited PAPER", "verify --cited PAPER", True),
        ({**CITED, "words": "x"}, "list 'x*' --cited PAPER", "verify 'x*' --cited PAPER", True),
        ({**UNUSED, "words": "x"}, "cited PAPER --unused", "verify 'x*'", False),
        ({**UNUSED, "chosen": {"type": "book"}}, "cited PAPER --unused", "verify type:book", False),
    ],
)  # fmt: skip
def test_of_what_no_query_says_the_nearest_is_named(browser, asked, listed, verified, is_exact):
    """Where many are found; and that it is the nearest is said."""
    commands, question = Commands(browser), Question(**asked)
    paper = str(browser.library.parent / "paper.md")
    for expected, found in (
        (listed, commands.search(question, 41)),
        (verified, commands.verify(question, 41)),
    ):
        line = f"mscref {expected.replace('PAPER', paper)} -l {browser.library}"
        assert (found.line, found.is_exact) == (line, is_exact)


def test_few_that_no_query_says_are_named_by_their_keys(browser):
    commands = Commands(browser)
    question = Question("nemo", document="paper.md", among="unused")
    for verb, found in (
        ("list", commands.search(question, 1)),
        ("verify", commands.verify(question, 1)),
    ):
        line = f"mscref {verb} made-up -l {browser.library}"
        assert (found.line, found.is_exact) == (line, True)


def test_all_that_is_unused_is_said_for_a_list_and_not_for_a_verification(browser):
    commands, question = Commands(browser), Question(document="paper.md", among="unused")
    assert commands.search(question, 41).is_exact
    assert not commands.verify(question, 41).is_exact


@pytest.fixture
def by_command(library, registries, monkeypatch, tmp_path):
    """The library, with everything set for `mscref verify`."""
    monkeypatch.setenv("MSCREF_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("MSCREF_SOURCES_URL", registries.url)
    return str(library)


def test_verify_keeps_its_verdicts_too(by_command, browser_of, library, capsys):
    assert run(["verify", by_command]) == 1
    capsys.readouterr()
    for query, keys in (("verdict:retracted", ["retracted"]), ("missing:verdict", [])):
        run(["search", query, "-l", by_command])
        lines = capsys.readouterr().out.splitlines()
        assert [line.partition("\t")[0] for line in lines] == keys
    later = browser_of(library)
    later.settle()
    assert later.find(Question(chosen={"verdict": "retracted"})).total == 1
    # What it did not look at stays as the other process has it.
    run(["verify", by_command, "good"])
    later.close()
    library.write_text(LIBRARY.replace("did not hold", "held"), encoding="utf-8")
    run(["search", "has:verdict", "-l", by_command])
    lines = capsys.readouterr().out.splitlines()
    assert sorted({line.partition("\t")[0] for line in lines} & {"good", "retracted"}) == ["good"]


def test_verify_against_a_library_keeps_nothing(by_command, library, capsys):
    run(["verify", by_command, "--against", by_command])
    assert run(["list", "has:verdict", "-l", by_command]) != 0
    assert "no verdicts are kept of" in capsys.readouterr().err


def test_capitals_that_are_kept_are_no_other_reference(by_command, library, capsys):
    titles = "A {NASA} Finding: {The} Cells of {iPS} Lines", "{All Kept} in <i>Vivo</i>"
    library.write_text(
        "".join(f"@book{{k{n}, title={{{one}}}, year=1999}}\n" for n, one in enumerate(titles)),
        encoding="utf-8",
    )
    run(["verify", by_command])
    capsys.readouterr()
    run(["search", "verdict:not-found", "-l", by_command])
    assert len(capsys.readouterr().out.splitlines()) == 2

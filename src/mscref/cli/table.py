"""The one table of commands: which module has each, what the list of commands says of it."""

from __future__ import annotations

from types import MappingProxyType

from mscref.records import Record


class CommandRow(Record):
    """One command: `module` of mscref.cli.commands holds its Typer `app`.

    `asks_network` gives it the options of cli/network.py.
    """

    module: str
    help: str
    section: str
    asks_network: bool = False


READING, CHANGING, AROUND = "Read", "Change", "Around"

# The one table of commands, in the order of the help; see CONTRIBUTING.md, "Add a command".
COMMANDS = MappingProxyType(
    {
        "format": CommandRow("format", "Format references in a citation style.", READING),
        "cite": CommandRow("cite", "Write the in-text citation of references.", READING),
        "list": CommandRow("list", "List the library: key, authors, year, title.", READING),
        "show": CommandRow("show", "Show everything known about a reference.", READING),
        "search": CommandRow("search", "Find references by words, fields and years.", READING),
        "pick": CommandRow("pick", "Pick references in the terminal, for a pipe.", READING),
        "resolve": CommandRow(
            "resolve", "Look up DOIs, PMIDs, ISBNs and other ids.", READING, asks_network=True
        ),
        "lookup": CommandRow(
            "lookup", "Find a work by its words, or a pasted reference.", READING, asks_network=True
        ),
        "check": CommandRow("check", "Report what is wrong with entries, by rules.", READING),
        "verify": CommandRow(
            "verify", "Do the references exist, agree and stand?", READING, asks_network=True
        ),
        "bulk": CommandRow("bulk", "Match reference strings by the million.", READING),
        "deposit": CommandRow(
            "deposit", "Check a paper's references for its deposit.", READING, asks_network=True
        ),
        "export": CommandRow("export", "Write references in another format.", READING),
        "render": CommandRow("render", "Write the citations of a document out.", READING),
        "restyle": CommandRow(
            "restyle", "Write a finished text in another style.", READING, asks_network=True
        ),
        "cited": CommandRow("cited", "List the keys that documents cite.", READING),
        "filter": CommandRow("filter", "Cite in a document that pandoc converts.", READING),
        "bbl": CommandRow("bbl", "Write the bibliography of a LaTeX document.", READING),
        "styles": CommandRow("styles", "Find citation styles, check one, compare them.", READING),
        "browse": CommandRow(
            "browse", "Look through the library in a browser.", READING, asks_network=True
        ),
        "stats": CommandRow("stats", "Count years, journals, authors, gaps.", READING),
        "open": CommandRow("open", "Open a reference in the browser.", READING),
        "init": CommandRow("init", "Make a library in this folder.", CHANGING),
        "edit": CommandRow("edit", "Change fields of references, or their text.", CHANGING),
        "rm": CommandRow("rm", "Remove references.", CHANGING),
        "add": CommandRow(
            "add", "Look ids up and append the references.", CHANGING, asks_network=True
        ),
        "update": CommandRow(
            "update", "Fill in and correct from the sources.", CHANGING, asks_network=True
        ),
        "import": CommandRow(
            "import_", "Bring references of other files in.", CHANGING, asks_network=True
        ),
        "sync": CommandRow("sync", "Bring what changed in Zotero here.", CHANGING),
        "push": CommandRow(
            "push", "Send references to Zotero as new items.", CHANGING, asks_network=True
        ),
        "rekey": CommandRow("rekey", "Give references new citation keys.", CHANGING),
        "dedupe": CommandRow("dedupe", "Merge entries of one work.", CHANGING),
        "files": CommandRow("files", "Check, name and find the files of references.", CHANGING),
        "tidy": CommandRow("tidy", "Normalise the library, rule by rule.", CHANGING),
        "undo": CommandRow("undo", "Take the last change back.", CHANGING),
        "history": CommandRow("history", "List the changes made to the library.", CHANGING),
        "schema": CommandRow("schema", "Print the JSON Schema of an output.", AROUND),
        "mcp": CommandRow("mcp", "Offer the library to agents (MCP).", AROUND),
        "lsp": CommandRow("lsp", "Serve an editor (Language Server Protocol).", AROUND),
        "index": CommandRow("index", "Make an index of works to match against.", AROUND),
        "cache": CommandRow("cache", "Show or clear the answers that are kept.", AROUND),
        "config": CommandRow("config", "Show and change the settings.", AROUND),
        "plugins": CommandRow("plugins", "List the plug-ins of other packages.", AROUND),
        "man": CommandRow("man", "Print the manual page.", AROUND),
        "completion": CommandRow("completion", "Print a completion script for the shell.", AROUND),
    }
)

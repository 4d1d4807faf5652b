"""`mscref mcp`: the library, offered to agents by the Model Context Protocol."""

from __future__ import annotations

from typing import Annotated

from mscref.app.folders import working_folder
from mscref.cli import options, show
from mscref.cli.declared import Option
from mscref.errors import UsageError

app = options.command_app()

_PIP = "pip install 'mscref[mcp]'"


@app.command("mcp")
def serve_agents(
    *,
    library: options.Library = None,
    write: Annotated[
        bool,
        Option(
            "--write", help="Also offer add, update, rekey and edit; each shows its diff first."
        ),
    ] = False,
    http: Annotated[
        int | None,
        Option(
            "--http",
            metavar="PORT",
            min=1,
            max=65535,
            help="Speak HTTP on this machine (127.0.0.1) instead of stdin and stdout.",
            show_default=False,
        ),
    ] = None,
    offline: Annotated[bool, Option("--offline", help="Use no network, only the cache.")] = False,
) -> None:
    """Offer the library to agents by the Model Context Protocol (MCP), until the client is gone.

    Tools: search, show, format, cite, identify_style, parse_references, resolve, lookup, verify,
    check, render_preview. They read one library and the documents in its folder, and ask the
    services as your settings allow. Needs the extra: pip install 'mscref[mcp]'.

    \b
    Examples:
      mscref mcp -l paper.bib
      mscref mcp -l paper.bib --write
      mscref mcp -l paper.bib --http 8765
    """
    if write and http is not None:
        raise UsageError(
            "--write is for a client that starts mscref itself",
            hint="over HTTP any program of this machine could write: leave out one of the two",
        )
    try:
        from mscref.mcp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise UsageError("`mscref mcp` needs an extra that is not installed", hint=_PIP) from None
    from mscref.api import Network
    from mscref.mcp.folder import AgentFolder

    folder = AgentFolder(list(library or ()), working_folder())
    server = make_server(folder, Network(offline=offline), writes=write)
    if http is None:
        show.detail(f"serving {folder.library} on stdin and stdout")
        server.run("stdio")
        return
    show.note(f"serving {folder.library} at http://127.0.0.1:{http}/mcp (Ctrl-C ends)")
    server.run("streamable-http", host="127.0.0.1", port=http)

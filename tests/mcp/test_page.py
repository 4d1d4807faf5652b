"""The settings that docs/how-to/use-with-agents.md gives start a server that answers."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mcp import Client, StdioServerParameters
from mscref.mcp.server import CHANGING, READING

PAGE = (Path(__file__).parents[2] / "docs/how-to/use-with-agents.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```(json|toml)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
SERVERS = [
    json.loads(BLOCKS["json"])["mcpServers"]["mscref"],
    tomllib.loads(BLOCKS["toml"])["mcp_servers"]["mscref"],
]


@pytest.mark.parametrize("server", SERVERS)
def test_a_client_is_served(
    server: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("paper.bib").write_text("@book{a, title={A}}\n")
    command = str(Path(sys.executable).with_name(server["command"]))

    async def talk() -> int:
        parameters = StdioServerParameters(command=command, args=server["args"])
        async with Client(parameters, read_timeout_seconds=60) as client:
            return len((await client.list_tools()).tools)

    assert asyncio.run(talk()) == len(READING)


def test_every_tool_is_on_the_page():
    assert {*re.findall(r"`([a-z_]+)`", PAGE)} >= {*READING, *CHANGING}

"""The extension for VS Code: what its package says is what it and the server do. It is run in node
with stand-ins for VS Code and its client; `make vscode` packs it."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from mscref.app.workspace.manuscript import _LANGUAGES
from mscref.lsp.changing import COMMANDS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "editors/vscode"
PACKAGE = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
CODE = (FOLDER / "extension.js").read_text(encoding="utf-8")
CONTRIBUTED = {one["command"] for one in PACKAGE["contributes"]["commands"]}
DRIVER = """
const Module = require("module");
const said = [], sent = [], registered = {};
const settings = { get: (name, other) => (name === "command" ? "/opt/mscref" : other) };
const vscode = {
  workspace: { getConfiguration: () => settings },
  commands: {
    registerCommand: (name, work) => ((registered[name] = work), { dispose() {} }),
    executeCommand: async (...given) => sent.push(given),
  },
  window: {
    activeTextEditor: {
      document: { uri: { toString: () => "file:///p.md" } },
      selection: { active: { line: 3, character: 5 } },
    },
    showErrorMessage: (text) => said.push(text),
    showInformationMessage: (text) => said.push(text),
  },
  Uri: { parse: (text) => text },
};
class LanguageClient {
  constructor(...given) { made.push(given); }
  get protocol2CodeConverter() { return { asLocation: (one) => one }; }
  async start() { this.running = true; }
  async stop() { this.running = false; }
  isRunning() { return this.running; }
  async sendRequest(method, given) {
    sent.push([method, given]);
    if (method === "textDocument/prepareRename") return { placeholder: "leng2020" };
    if (given.command === "mscref.complete") throw new Error("no answer");
    return { leng2020: "retracted", other: "verified" };
  }
}
const made = [];
const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode
  : name === "vscode-languageclient/node" ? { LanguageClient }
  : load(name, ...rest);
(async () => {
  const extension = require(process.argv[1]);
  await extension.activate({ subscriptions: [] });
  for (const name of ["mscref.verifyFile", "mscref.verifyEntry", "mscref.completeEntry"]) {
    await registered[name]();
  }
  const shown = made[0][3].middleware.executeCommand;
  await shown("mscref.cited", ["file:///l.bib", "k"], async () => [{ range: { start: 1 } }]);
  await registered["mscref.restart"]();
  await extension.deactivate();
  console.log(JSON.stringify({
    said, sent, names: Object.keys(registered), server: made[0][2], clients: made.length,
    languages: extension.LANGUAGES,
  }));
})();
"""


def test_the_package_says_what_the_code_does():
    assert set(re.findall(r'^  "(mscref\.\w+)": \w+,$', CODE, re.MULTILINE)) == CONTRIBUTED
    # The client registers the server's own commands under their names: ours must be others.
    assert not CONTRIBUTED & set(COMMANDS)
    asked = set(re.findall(r'ask\("(mscref\.\w+)"', CODE))
    assert asked == {"mscref.verify", "mscref.complete"}
    assert asked <= set(COMMANDS)
    languages = {one.removeprefix("onLanguage:") for one in PACKAGE["activationEvents"]}
    assert languages == set(json.loads(re.search(r"LANGUAGES = (\[.*?\]);", CODE)[1]))  # type: ignore[index]
    assert languages <= {*_LANGUAGES, "bibtex"}


def test_settings_cannot_be_those_of_a_folder_where_they_start_a_program():
    settings = PACKAGE["contributes"]["configuration"]["properties"]
    assert settings["mscref.command"]["scope"] == "machine"
    assert set(settings) == {"mscref.command", "mscref.trace.server"}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_it_starts_the_server_and_asks_it():
    done = subprocess.run(
        ["node", "-e", DRIVER, str(FOLDER / "extension.js")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["server"] == {"command": "/opt/mscref", "args": ["lsp"]}
    assert set(found["names"]) == CONTRIBUTED
    assert found["clients"] == 2  # the first, and the one after the restart
    executed = [given for method, given in found["sent"][:6] if method.endswith("executeCommand")]
    assert [(one["command"], one["arguments"]) for one in executed] == [
        ("mscref.verify", ["file:///p.md"]),
        ("mscref.verify", ["file:///p.md", "leng2020"]),
        ("mscref.complete", ["file:///p.md", "leng2020"]),
    ]
    assert found["said"] == [
        "mscref: 1 retracted, 1 verified", "mscref: 1 retracted, 1 verified", "mscref: no answer",
    ]  # fmt: skip
    assert found["sent"][-1][:2] == ["editor.action.showReferences", "file:///l.bib"]


def test_zed_is_told_the_same():
    said = tomllib.loads((ROOT / "editors/zed/extension.toml").read_text(encoding="utf-8"))
    server = said["language_servers"]["mscref"]
    assert set(server["language_ids"]) == set(server["languages"])
    assert set(server["language_ids"].values()) <= {*_LANGUAGES, "bibtex"}
    assert 'args: vec!["lsp".to_string()]' in (ROOT / "editors/zed/src/lib.rs").read_text()

// mscref in VS Code: starts `mscref lsp`, and offers what it can be asked to do as commands.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["markdown", "quarto", "rmd", "latex", "tex", "typst", "org", "bibtex"];
let client;

function makeClient() {
  const command = vscode.workspace.getConfiguration("mscref").get("command", "mscref");
  return new LanguageClient(
    "mscref",
    "mscref",
    { command, args: ["lsp"] },
    {
      documentSelector: LANGUAGES.flatMap((language) => [
        { scheme: "file", language },
        { scheme: "untitled", language },
      ]),
      middleware: { executeCommand: shown },
    }
  );
}

// What a code lens counts is shown as references are; all else is done as the server does it.
async function shown(command, given, next) {
  const answer = await next(command, given);
  if (command !== "mscref.cited" || !Array.isArray(answer) || !answer.length) {
    return answer;
  }
  const places = answer.map((one) => client.protocol2CodeConverter.asLocation(one));
  const uri = vscode.Uri.parse(given[0]);
  const start = places[0].range.start;
  return vscode.commands.executeCommand("editor.action.showReferences", uri, start, places);
}

async function start() {
  client = makeClient();
  try {
    await client.start();
  } catch (error) {
    const said = `mscref does not start: ${error.message || error}`;
    vscode.window.showErrorMessage(`${said}. Is it installed? pipx install "mscref[lsp]"`);
  }
}

async function stop() {
  const last = client;
  client = undefined;
  if (last && last.isRunning()) {
    await last.stop();
  }
}

// The address of the file that is edited, and the key at the cursor, "" where there is none.
async function here() {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client || !client.isRunning()) {
    return undefined;
  }
  const uri = editor.document.uri.toString();
  const position = editor.selection.active;
  const found = await client.sendRequest("textDocument/prepareRename", {
    textDocument: { uri },
    position: { line: position.line, character: position.character },
  });
  return { uri, key: (found && found.placeholder) || "" };
}

async function ask(command, given) {
  try {
    return await client.sendRequest("workspace/executeCommand", { command, arguments: given });
  } catch (error) {
    vscode.window.showErrorMessage(`mscref: ${error.message}`);
    return undefined;
  }
}

function say(verdicts) {
  const counts = {};
  for (const one of Object.values(verdicts)) {
    counts[one] = (counts[one] || 0) + 1;
  }
  const parts = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  vscode.window.showInformationMessage(`mscref: ${parts.join(", ") || "no references"}`);
}

async function verifyFile() {
  const place = await here();
  const verdicts = place && (await ask("mscref.verify", [place.uri]));
  if (verdicts) {
    say(verdicts);
  }
}

async function verifyEntry() {
  const place = await here();
  const verdicts = place && place.key && (await ask("mscref.verify", [place.uri, place.key]));
  if (verdicts) {
    say(verdicts);
  }
}

async function completeEntry() {
  const place = await here();
  if (place && place.key && (await ask("mscref.complete", [place.uri, place.key])) === false) {
    vscode.window.showInformationMessage(`mscref: ${place.key} lacks nothing that is known`);
  }
}

async function restart() {
  await stop();
  await start();
}

const COMMANDS = {
  "mscref.verifyFile": verifyFile,
  "mscref.verifyEntry": verifyEntry,
  "mscref.completeEntry": completeEntry,
  "mscref.restart": restart,
};

async function activate(context) {
  for (const [name, work] of Object.entries(COMMANDS)) {
    context.subscriptions.push(vscode.commands.registerCommand(name, work));
  }
  await start();
}

module.exports = { activate, deactivate: stop, LANGUAGES, COMMANDS };

// What the reference processor (npm: citeproc, a black box) prints for real styles; in the form
// that bench/parity.py reads. Run by bench/parity_wide.py.
//   node reference_processor.js STYLES LOCALES FOLDER DOCUMENT NAME...
// FOLDER holds items.json and takes expected/NAME.default.json; DOCUMENT is a file of that form,
// whose citations are made anew in every style; or whose states of a document are, each from
// scratch and with the works that it cites alone.
const fs = require("fs");
const CSL = require("citeproc");

const [styles, locales, folder, document_, ...names] = process.argv.slice(2);
const items = JSON.parse(fs.readFileSync(`${folder}/items.json`, "utf8"));
const byId = new Map(items.map((item) => [String(item.id), item]));
const document = JSON.parse(fs.readFileSync(document_, "utf8"));
const system = {
  retrieveLocale(name) {
    try {
      return fs.readFileSync(`${locales}/locales-${name}.xml`, "utf8");
    } catch {
      return undefined;
    }
  },
  // A copy: the processor writes into what it is given.
  retrieveItem: (id) => structuredClone(byId.get(String(id))),
};

function emptyEngineOf(name) {
  return new CSL.Engine(system, fs.readFileSync(`${styles}/${name}.csl`, "utf8"));
}

function engineOf(name) {
  const engine = emptyEngineOf(name);
  engine.updateItems([...byId.keys()]);
  return engine;
}

function bibliographyOf(engine) {
  const made = engine.makeBibliography();
  return made ? made[0].entry_ids.map((ids, index) => [ids[0], made[1][index]]) : [];
}

function stateOf(name, state) {
  const engine = emptyEngineOf(name);
  const citations = state.map((one) => ({
    citationID: one.id,
    citationItems: structuredClone(one.cites),
    properties: { noteIndex: one.note },
  }));
  const texts = engine.rebuildProcessorState(citations, "html").map(([, , text]) => text);
  return { citations: texts, bibliography: bibliographyOf(engine) };
}

function citationsOf(engine, wanted) {
  const results = {};
  const before = [];
  wanted.forEach((one, number) => {
    const citation = {
      citationID: `c${number}`,
      citationItems: one.cites,
      properties: { noteIndex: one.note, mode: one.mode, infix: one.infix },
    };
    for (const [, text, id] of engine.processCitationCluster(citation, before, [])[1]) {
      results[id] = text;
    }
    before.push([citation.citationID, one.note]);
  });
  return wanted.map((one, number) => ({ ...one, result: results[`c${number}`] ?? "" }));
}

for (const name of names) {
  try {
    const result = { style: name, locale: "default" };
    if (document.states) {
      result.states = document.states.map((state) => stateOf(name, state));
    } else {
      result.bibliography = bibliographyOf(engineOf(name));
      result.citations = citationsOf(engineOf(name), document.citations);
    }
    fs.writeFileSync(`${folder}/expected/${name}.default.json`, JSON.stringify(result));
  } catch (error) {
    console.error(`${name}: the reference processor fails: ${error}`);
  }
}

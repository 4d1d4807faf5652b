// Formats a CSL-JSON file with citeproc-js; run by style_speed.py.
// node citeproc_js_peer.js STYLE ITEMS LOCALES
const fs = require("fs");
const CSL = require("citeproc");

const [style, items, locales] = process.argv.slice(2);
const byId = new Map(JSON.parse(fs.readFileSync(items, "utf8")).map((item) => [item.id, item]));
const system = {
  retrieveLocale(name) {
    try {
      return fs.readFileSync(`${locales}/locales-${name}.xml`, "utf8");
    } catch {
      return undefined;
    }
  },
  retrieveItem: (id) => byId.get(id),
};
const engine = new CSL.Engine(system, fs.readFileSync(style, "utf8"));
engine.updateItems([...byId.keys()]);
process.stdout.write(engine.makeBibliography()[1].join(""));

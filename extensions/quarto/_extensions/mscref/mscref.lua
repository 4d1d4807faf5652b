-- Citations by mscref in the place of Quarto's own: `filters: [mscref]` and `citeproc: false`.
-- The work is done by the program mscref-filter, which has to be on the PATH.
function Pandoc(doc)
  return pandoc.utils.run_json_filter(doc, "mscref-filter", { FORMAT })
end

"""The manual page of all rules, made from their docstrings: `docs/rules.md`."""

from __future__ import annotations

from mscref.lint.registry import SUBJECTS, explain, find_rule

_INTRODUCTION = """\
# Rules of `mscref check`

<!-- Made from the docstrings of src/mscref/lint/rules by `make docs-rules`. -->

`mscref check` reads a file and reports what is wrong with it, without any network. Findings of
severity *info* are matters of taste or of completeness: they are shown with `--level info`.
`--select` and `--ignore` take codes and their first parts (`doi` means every `doi-…` rule), on the
command line and as `check-select` and `check-ignore` in the settings. *fix* marks rules whose
findings `mscref check --fix` can repair safely.
"""


def rules_page() -> str:
    """The whole page as Markdown."""
    parts = [_INTRODUCTION, _overview()]
    for subject, names in SUBJECTS.items():
        parts.append(f"## {subject}\n")
        parts.extend(_section(code) for code in names.split())
    return "\n".join(parts)


def _overview() -> str:
    lines = ["| code | severity | fix | finds |", "|---|---|---|---|"]
    for names in SUBJECTS.values():
        for code in names.split():
            rule = find_rule(code)
            first = explain(code).split("\n\n", 1)[0].replace("\n", " ").replace("|", "\\|")
            fix = "fix" if rule.fixes else ""
            lines.append(f"| [`{code}`](#{code}) | {rule.severity.value} | {fix} | {first} |")
    return "\n".join(lines) + "\n"


def _section(code: str) -> str:
    rule = find_rule(code)
    notes = [f"*{rule.severity.value}*"]
    if rule.fixes:
        notes.append("*has a safe fix*")
    if rule.bibtex_only:
        notes.append("*BibTeX files only*")
    return f"### {code}\n\n{' · '.join(notes)}\n\n{explain(code)}\n"

#!/usr/bin/env bash
# The step of action.yml: runs mscref over the files with annotations as its output. It ends with the
# gravest code of the commands; what it is given comes in the environment and is never run.
set -uo pipefail

# The parts of a text into `parts`: its lines where it has several, so that names may hold spaces.
# A block of YAML ends with a line break, which makes no second line.
part() {
  local text=${1%"${1##*[![:space:]]}"}
  if [[ $text == *$'\n'* ]]; then
    mapfile -t parts < <(sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d' <<<"$text")
  else
    read -ra parts <<<"$text"
  fi
}

part "${MSCREF_ACTION_COMMANDS:-check}"; commands=(${parts[@]+"${parts[@]}"})
part "${MSCREF_ACTION_ARGUMENTS:-}"; arguments=(${parts[@]+"${parts[@]}"})
part "${MSCREF_ACTION_FILES:-references.bib}"; patterns=(${parts[@]+"${parts[@]}"})
if [ "${#commands[@]}" -eq 0 ] || [ "${#patterns[@]}" -eq 0 ]; then
  echo "::error::mscref: no commands or no files are named"; exit 2
fi
files=()
shopt -s globstar
for pattern in "${patterns[@]}"; do
  while IFS= read -r file; do files+=("$file"); done < <(compgen -G "$pattern" || echo "$pattern")
done
if [ -n "${MSCREF_ACTION_MAILTO:-}" ]; then export MSCREF_MAILTO="$MSCREF_ACTION_MAILTO"; fi

worst=0
for command in "${commands[@]}"; do
  case "$command" in
    check | verify) ;;
    *) echo "::error::mscref: commands are check and verify, not $command"; exit 2 ;;
  esac
  mscref "$command" --format github ${arguments[@]+"${arguments[@]}"} -- "${files[@]}"
  code=$?
  if [ "$code" -gt "$worst" ]; then worst=$code; fi
done
exit "$worst"

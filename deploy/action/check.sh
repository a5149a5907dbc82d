#!/usr/bin/env bash
# Judges what is checked out against RETORT_BASE, a branch of origin or a commit, and fetches what a shallow
# checkout lacks for that. Annotations go to the log, a summary to GITHUB_STEP_SUMMARY, SARIF to RETORT_SARIF.
set -uo pipefail

# In a container job the checkout belongs to another user.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'

fail() {
  echo "::error title=retort::$1"
  if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "conclusion=error" >> "$GITHUB_OUTPUT"; fi
  exit 2
}

parted() { git merge-base "$ref" HEAD > /dev/null 2>&1; }

base=${RETORT_BASE:-}
arguments=()
if [ -n "$base" ]; then
  case $base in
    -*) fail "the base $base is no branch and no commit" ;;
  esac
  if [[ $base =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]]; then
    ref=$base
    want=$base
  else
    base=${base#refs/heads/}
    ref=refs/remotes/origin/$base
    want=+refs/heads/$base:$ref
  fi
  shallow=$(git rev-parse --is-shallow-repository)
  if [ "$shallow" = true ]; then
    git fetch --quiet --no-tags --depth=50 origin "$want" "${GITHUB_SHA:-$(git rev-parse HEAD)}" \
      || git fetch --quiet --no-tags --depth=50 origin "$want" || fail "origin has no $base"
    for more in 200 1000; do
      if parted; then break; fi
      git fetch --quiet --no-tags --deepen="$more" origin "$want" "${GITHUB_SHA:-$(git rev-parse HEAD)}"
    done
    if ! parted; then git fetch --quiet --no-tags --unshallow origin "$want"; fi
  else
    git fetch --quiet --no-tags origin "$want" || fail "origin has no $base"
  fi
  arguments+=(--base "${ref#refs/remotes/}")
fi
if [ "${RETORT_STRICT:-false}" = true ]; then arguments+=(--strict); fi
read -r -a more <<< "${RETORT_ARGUMENTS:-}"
arguments+=("${more[@]}")

retort check "${arguments[@]}" --format github
code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  summary=$(mktemp)
  retort check "${arguments[@]}" --format markdown --output "$summary" 2> /dev/null
  cat "$summary" >> "$GITHUB_STEP_SUMMARY"
  rm -f "$summary"
fi
if [ -n "${RETORT_SARIF:-}" ]; then
  retort check "${arguments[@]}" --format sarif --output "$RETORT_SARIF" 2> /dev/null
fi
case $code in
  0) conclusion=success ;;
  1) conclusion=failure ;;
  *) conclusion=error ;;
esac
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "conclusion=$conclusion" >> "$GITHUB_OUTPUT"; fi
exit "$code"

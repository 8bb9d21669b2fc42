#!/bin/sh
# Stands in for npm on the PATH of a test: writes down in FAKE_LOG what it is asked, and answers by the other variables.
# FAKE_PUBLISHED has `name@version` between blanks, FAKE_VERSION is its own version, FAKE_REFUSES a part of the name of a
# tarball that it does not take, FAKE_OFFLINE says that it reaches nobody. What it has published is one script, as in a copy
# of the workspace; FAKE_CHANGED has `name@version` of the one that is another, and FAKE_SCRIPT the name of that script.
fail() {
  echo "npm error code $1" >&2
  exit 1
}

command=$1
what=$2
if [ "$command" = --version ]; then
  echo "$FAKE_VERSION"
  exit
fi
shift 2
echo "$command ${what##*/} $*" >>"$FAKE_LOG"
[ -z "$FAKE_OFFLINE" ] || fail EAI_AGAIN
case "$command $what" in
  publish\ *"$FAKE_REFUSES"*) fail E403 ;;
  publish\ *) ;;
  pack\ *)
    made=$(mktemp -d)
    mkdir -p "$made/package/dist"
    echo 'export {};' >"$made/package/dist/index.js"
    [ "$what" != "$FAKE_CHANGED" ] || echo 'export const before = 1;' >"$made/package/dist/$FAKE_SCRIPT"
    tar -czf "$2/made.tgz" -C "$made" package
    rm -r "$made"
    ;;
  view\ *) case "$FAKE_PUBLISHED" in *" $what "*) echo '"0.1.0"' ;; *) fail E404 ;; esac ;;
esac

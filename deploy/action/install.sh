#!/usr/bin/env bash
# Brings the bundle of a release into a folder, and prints the folder of its launcher.
# RETORT_VERSION names the release, RETORT_DOWNLOAD_URL another place than GitHub's releases. The version `source` is
# the one that this file belongs to, built where it lies.
set -euo pipefail
version=${RETORT_VERSION:?which release?}
version=${version#v}
case $version in *[!0-9A-Za-z.-]*) echo "retort: $version is no version" >&2; exit 2 ;; esac
folder=${1:?into which folder?}
name=retort-$version-linux-x64
if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
  echo "retort: there is a bundle for Linux on x86-64 only; on $(uname -s) $(uname -m) build it, and put it on the PATH" >&2
  exit 2
fi
if [ "$version" = source ]; then
  top=$(dirname "$(readlink -f "$0")")/../..
  built() { compgen -G "$top/target/bundle/retort-*-linux-x64/bin/retort" | head -1; }
  if [ -z "$(built)" ]; then
    command -v mvn > /dev/null || { echo "retort: to build the version \`source\`, install Maven and a Java 25" >&2; exit 2; }
    (cd "$top" && mvn -B -ntp -q package -Dmaven.test.skip=true >&2) || exit 2
  fi
  launcher=$(built) || { echo "retort: the build laid out no bundle in $top/target/bundle" >&2; exit 2; }
  dirname "$launcher"
  exit
fi
if [ ! -x "$folder/$name/bin/retort" ]; then
  from=${RETORT_DOWNLOAD_URL:-https://github.com/retort/retort/releases/download/v$version}
  mkdir -p "$folder"
  part=$(mktemp -d "$folder/part.XXXXXX")
  trap 'rm -rf "$part"' EXIT
  for file in "$name.tar.gz" "$name.tar.gz.sha256"; do
    curl --fail --silent --show-error --location --retry 3 --output "$part/$file" "$from/$file" || {
      echo "retort: $from/$file cannot be fetched; is $version a release?" \
        "The version \`source\` builds this one: RETORT_VERSION=source, or \`version: source\` of the Action" >&2
      exit 2
    }
  done
  (cd "$part" && sha256sum --check --quiet --strict "$name.tar.gz.sha256") || {
    echo "retort: $name.tar.gz is not what its checksum says" >&2
    exit 2
  }
  tar -xzf "$part/$name.tar.gz" -C "$part"
  # Whoever else unpacks it at the same time gets the same.
  mv -T "$part/$name" "$folder/$name" 2>/dev/null || [ -x "$folder/$name/bin/retort" ]
fi
echo "$folder/$name/bin"

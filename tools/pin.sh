#!/usr/bin/env sh
# Renew requirements/*.txt: names, versions and hashes for every platform, no package hosts. Needs uv.
set -eu
cd "$(dirname "$0")/.."
compile() { uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet --all-extras --group build "$@"; }
compile --output-file requirements/run.txt
compile --group dev --output-file requirements/dev.txt

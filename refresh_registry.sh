#!/bin/sh
# Builds both tool registries: from the definitions, then with examples from the language model of the settings.
set -e
cd "$(dirname "$0")"
npm run --silent registry
npm run --silent registry:examples

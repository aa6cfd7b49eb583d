#!/usr/bin/env bash
# An example of the settings for docker-compose.prod.yml, without secrets: source it, do not run it.
# Secrets come from files that only the deploying user can read, or from your secret store.

export FES_IMAGE_PREFIX="registry.example.com/fes-assistant"
export FES_IMAGE_TAG="0.1.0"

export FES_LOG_LEVEL="INFO"
export FES_SISENSE_HOSTS="https://bi.example.com"

# Files that hold one secret each, readable by uid 1000 (the user in the images). Make them with:
#   umask 077; openssl rand -base64 48 | tr -d "+/=\n" > FILE; chown 1000 FILE
export FES_MCP_TOKEN_FILE="/etc/fes-assistant/mcp-token"
export FES_SECRET_KEY_FILE="/etc/fes-assistant/secret-key"

# What a language model may see, and which one.
export ALLOW_SUMMARIZATION="true"
export FES_ALLOW_SUMMARIZATION_TOGGLE="true"
export LLM_PROVIDER="azure"
export AZURE_OPENAI_ENDPOINT="https://example.openai.azure.com"
export AZURE_OPENAI_DEPLOYMENT="gpt-4o"
# export AZURE_OPENAI_API_KEY: from your secret store

#!/bin/sh
# Asks one question and prints the events of its answer: API_SECRET_KEY=... sh stream.sh '"Tell me a story."'
# The message is a JSON string, in its own quotes. Needs curl. To go on with a stream that broke off, use the last id:
#   curl -N "$API_URL/api/jobs/job_…" -H "Authorization: Bearer …" -H 'Accept: text/event-stream' -H 'Last-Event-ID: 1.118'
set -eu
: "${API_URL:=http://127.0.0.1:3000}" "${USER_ID:=me}" "${API_SECRET_KEY:?}"
message=${1:-'"Hello!"'}

curl -sSN --fail-with-body "$API_URL/api/chat" \
  -H "Authorization: Bearer $API_SECRET_KEY" -H 'Content-Type: application/json' \
  -d "{\"userId\":\"$USER_ID\",\"message\":$message,\"stream\":true}"

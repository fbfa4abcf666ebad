#!/bin/sh
# Asks one question and prints the job with its answer: API_SECRET_KEY=... sh chat.sh '"What is the highest mountain?"'
# The message is a JSON string, in its own quotes. Needs curl.
set -eu
: "${API_URL:=http://127.0.0.1:3000}" "${USER_ID:=me}" "${API_SECRET_KEY:?}"
message=${1:-'"Hello!"'}

call() {
  path=$1
  shift
  curl -sS --fail-with-body --max-time 60 "$API_URL$path" \
    -H "Authorization: Bearer $API_SECRET_KEY" -H 'Content-Type: application/json' "$@"
}

# With wait 0 the server answers at once with a job, which is then asked for until it has ended.
answer=$(call /api/chat -d "{\"userId\":\"$USER_ID\",\"message\":$message,\"wait\":0}") || { echo "$answer" >&2; exit 1; }
job=$(printf '%s' "$answer" | sed -n 's/.*"jobId":"\(job_[0-9a-f]*\)".*/\1/p')
while :; do
  answer=$(call "/api/jobs/$job?wait=20") || { echo "$answer" >&2; exit 1; }
  case $answer in
    *'"status":"queued"'* | *'"status":"running"'*) ;;
    *) printf '%s\n' "$answer"; break ;;
  esac
done

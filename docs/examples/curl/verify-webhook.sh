#!/bin/sh
# Checks a webhook by hand: SECRET=whsec_... sh verify-webhook.sh "$WEBHOOK_ID" "$WEBHOOK_TIMESTAMP" "$WEBHOOK_SIGNATURE" < body
# The body has to be as it came, byte by byte. Prints "verified", or fails. Needs openssl.
set -eu
: "${SECRET:?}"
id=$1 timestamp=$2 signatures=$3

key=$(printf '%s' "${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
expected=$({ printf '%s.%s.' "$id" "$timestamp"; cat; } | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
for signature in $signatures; do
  if [ "$signature" = "v1,$expected" ]; then echo verified; exit; fi
done
echo 'No signature matches.' >&2
exit 1

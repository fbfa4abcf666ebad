"""Receives webhooks and prints each event once: SECRET=whsec_... PORT=4000 python3 webhooks.py

Needs nothing but Python. `pip install standardwebhooks` has the same check as `Webhook(secret).verify(body, headers)`.
"""

import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

SECRET = os.environ["SECRET"]
PORT = int(os.environ.get("PORT", "4000"))
TOLERANCE_SECONDS = 5 * 60
seen = set()


def verify(body, headers):
    """Returns the event of a webhook. Raises ValueError when its signature is wrong or it is old."""
    event_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        raise ValueError("The webhook is old, or this clock is wrong.")
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = f"{event_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # While a secret is exchanged there are two signatures.
    given = headers["webhook-signature"].split(" ")
    if not any(hmac.compare_digest(each.encode(), expected.encode()) for each in given):
        raise ValueError("No signature matches.")
    return json.loads(body)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        # The signature is of these very bytes: JSON that is parsed and written again may differ.
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            event = verify(body, self.headers)
            event_id = self.headers["webhook-id"]
            # A webhook may come more than once, always with the same id. A real receiver keeps the ids in its database.
            if event_id not in seen:
                print(event["type"], event_id, json.dumps(event["data"]), flush=True)
            seen.add(event_id)
            self.send_response(204)
        except (ValueError, TypeError, AttributeError):
            self.send_response(401)
        self.end_headers()

    def log_message(self, *_):
        pass


HTTPServer(("127.0.0.1", PORT), Receiver).serve_forever()

"""Asks one question and prints the answer while it is written: API_SECRET_KEY=... python3 stream.py "Tell me a story."

Needs nothing but Python.
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

API_URL = os.environ.get("API_URL", "http://127.0.0.1:3000")
API_SECRET_KEY = os.environ["API_SECRET_KEY"]
USER_ID = os.environ.get("USER_ID", "me")


def open_stream(path, body=None, last_id=None):
    """Opens a stream of events, or raises what the problem says."""
    headers = {
        "Authorization": f"Bearer {API_SECRET_KEY}",
        "Accept": "text/event-stream",
        "Content-Type": "application/json",
    }
    if last_id:
        headers["Last-Event-ID"] = last_id
    data = None if body is None else json.dumps(body).encode()
    try:
        # The server says something every 10 seconds.
        return urllib.request.urlopen(urllib.request.Request(API_URL + path, data, headers), timeout=30)
    except urllib.error.HTTPError as error:
        raise RuntimeError(json.load(error)["error"]) from None


def events(stream):
    """Yields the name, the id and the data of each event."""
    name, last_id, data = "", None, ""
    for line in stream:
        field, _, value = line.decode().rstrip("\n").partition(": ")
        if field == "event":
            name = value
        elif field == "id":
            last_id = value
        elif field == "data":
            data = value
        elif field == "" and name:
            yield name, last_id, json.loads(data)
            name, last_id, data = "", None, ""


def ask(user_id, message):
    """Sends a message and prints its answer, also when the connection is lost on the way."""
    body = {"userId": user_id, "message": message, "stream": True, "idempotencyKey": str(uuid.uuid4())}
    stream, job_id, last_id = open_stream("/api/chat", body), None, None
    while True:
        try:
            for name, event_id, data in events(stream):
                last_id = event_id or last_id
                if name == "accepted":
                    job_id = data["jobId"]
                elif name == "delta":
                    print(data["text"], end="", flush=True)
                elif name == "restarted":
                    print("\n(again)")
                elif name == "completed":
                    print()
                    return
                elif name in ("failed", "cancelled"):
                    raise RuntimeError(data.get("error", {}).get("message", f"It was {name}."))
        except (OSError, http.client.HTTPException):
            if job_id is None:
                raise
        time.sleep(1)
        try:
            stream = open_stream(f"/api/jobs/{job_id}", last_id=last_id)
        except OSError:
            stream = []


if __name__ == "__main__":
    ask(USER_ID, sys.argv[1] if len(sys.argv) > 1 else "Hello!")

"""Asks one question and prints the answer: API_SECRET_KEY=... python3 chat.py "What is the highest mountain?"

Needs nothing but Python.
"""

import json
import os
import sys
import urllib.error
import urllib.request
import uuid

API_URL = os.environ.get("API_URL", "http://127.0.0.1:3000")
API_SECRET_KEY = os.environ["API_SECRET_KEY"]
USER_ID = os.environ.get("USER_ID", "me")


def call(method, path, body=None):
    """Calls the API and returns the data of its answer, or raises what the problem says."""
    request = urllib.request.Request(
        API_URL + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {API_SECRET_KEY}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)["data"]
    except urllib.error.HTTPError as error:
        raise RuntimeError(json.load(error)["error"]) from None


def ask(user_id, message):
    """Sends a message and returns the answer, however long it takes."""
    # With a key of its own the message may be sent again after a lost connection, and counts once.
    body = {"userId": user_id, "message": message, "idempotencyKey": str(uuid.uuid4())}
    answer = call("POST", "/api/chat", body)
    # The server holds each call for as long as it can.
    while answer["status"] in ("queued", "running"):
        answer = call("GET", f"/api/jobs/{answer['jobId']}?wait=20")
    if answer["status"] != "completed":
        raise RuntimeError(answer.get("error", {}).get("message", f"It was {answer['status']}."))
    return answer["response"]


if __name__ == "__main__":
    print(ask(USER_ID, sys.argv[1] if len(sys.argv) > 1 else "Hello!"))

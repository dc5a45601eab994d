#!/usr/bin/env python3
"""An outside runner for LLM Lab Monitor, standard library only (Python 3.9+).

    export EVAL_FARM_SECRET=whsec_$(openssl rand -base64 32)    # the service needs the same
    python3 runner.py 9100

    curl -X POST localhost:8000/executors -H 'Content-Type: application/json' -d '{
        "name": "eval-farm", "url": "http://127.0.0.1:9100/runs", "secret_ref": "EVAL_FARM_SECRET"}'
    curl -X POST localhost:8000/benchmark-runs -H 'Content-Type: application/json' -d '{
        "model_name": "my-model", "dataset_name": "toy", "benchmark_config": {
            "executor": "http", "executor_name": "eval-farm", "arguments": {"items": 20}}}'

What happens: the service POSTs a run, this answers 202 at once, evaluates in a thread, and PATCHes progress and
samples to the callback URL until it says completed or failed. The service DELETEs a run that is over (cancelled,
timed out). Put your own evaluation in place of `evaluate`.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = os.environ["EVAL_FARM_SECRET"]
CALLBACK_BASE = os.environ.get("CALLBACK_BASE")  # where the service is reached, if not as its callback URLs say
OLDEST_REQUEST_SECONDS = 300
seen = set()  # webhook ids: a repeated POST starts nothing twice
stopped = set()  # ids of runs that are over


def evaluate(item, arguments):
    """The toy benchmark: adds numbers, and gets every tenth wrong. Yours asks the model."""
    time.sleep(float(arguments.get("seconds_per_item", 0.05)))
    answer = item + item if item % 10 else 0
    return {"id": f"sum-{item}", "prompt": f"{item} + {item}?", "target": str(item + item), "answer": str(answer),
            "score": 1 if answer == item + item else 0}


def is_signed(headers, body):
    """Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`; an old timestamp is a replay."""
    try:
        moment, message_id = headers["webhook-timestamp"], headers["webhook-id"]
        if abs(time.time() - int(moment)) > OLDEST_REQUEST_SECONDS:
            return False
        key = base64.b64decode(SECRET[len("whsec_"):])
        digest = hmac.new(key, f"{message_id}.{moment}.".encode() + body, hashlib.sha256).digest()
        expected = "v1," + base64.b64encode(digest).decode()
        return any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split())
    except (KeyError, TypeError, ValueError, AttributeError):
        return False


class RunIsOver(Exception):
    """The service wants no more of this run."""


def report(run, **said):
    """Sends a part of the result; tries again while the service is away. Repeats do no harm."""
    url = run["callback_url"]
    if CALLBACK_BASE:
        url = CALLBACK_BASE.rstrip("/") + urllib.parse.urlsplit(url).path
    request = urllib.request.Request(url, json.dumps(said).encode(), method="PATCH", headers={
        "Content-Type": "application/json", "Authorization": "Bearer " + run["callback_token"]})
    for pause in (0.5, 1, 2, 4, 8, 16, 0):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code in (401, 403, 409):
                raise RunIsOver(refused.read().decode()) from refused
            if refused.code < 500 and refused.code != 429:
                raise RuntimeError(f"the service refused the report: {refused.read().decode()}") from refused
        except OSError as away:
            print("the service is away:", away, flush=True)
        time.sleep(pause)
    raise RunIsOver("the service was away too long")


def beat(run, done):
    """Lets the service know that this lives, whatever the evaluation does meanwhile."""
    while not done.wait(run["heartbeat_seconds"] / 3):
        try:
            report(run)
        except Exception as over:
            print("no more heartbeats for run", run["run_id"], over, flush=True)
            return


def work(run):
    arguments = (run["config"] or {}).get("arguments") or {}
    items = int(arguments.get("items", 20))
    done = threading.Event()
    threading.Thread(target=beat, args=(run, done), daemon=True).start()
    try:
        report(run, progress={"done": 0, "total": items})
        for item in range(1, items + 1):
            if run["run_id"] in stopped:
                raise RunIsOver("the service said so")
            if item == arguments.get("fail_at"):
                raise ValueError(f"item {item} cannot be evaluated")
            if item == arguments.get("die_at"):
                os._exit(1)  # for tests: as if this process had been killed
            report(run, samples=[evaluate(item, arguments)])
        report(run, status="completed", fingerprint={"harness": "toy-runner:1"},
               metrics=[{"metric_type": "custom", "metric_name": "items_seen", "value": items}])
    except RunIsOver as over:
        print("run", run["run_id"], "is over:", over, flush=True)
    except Exception as failure:
        try:
            report(run, status="failed", error_message=str(failure))
        except Exception as also:
            print("run", run["run_id"], "failed, and nobody knows:", failure, also, flush=True)
    finally:
        done.set()


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not is_signed(self.headers, body):
            return self.answer(401)
        if self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            run = json.loads(body)
            stopped.discard(run["run_id"])
            threading.Thread(target=work, args=(run,), daemon=True).start()
        self.answer(202)

    def do_DELETE(self):
        if not is_signed(self.headers, b""):
            return self.answer(401)
        stopped.add(int(self.path.rstrip("/").rsplit("/", 1)[1]))
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 9100), Handler)
    print(f"listening at http://127.0.0.1:{server.server_port}/runs", flush=True)
    server.serve_forever()

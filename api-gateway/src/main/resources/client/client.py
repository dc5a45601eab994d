#!/usr/bin/env python3
"""LLM Lab Monitor from a pipeline: push or import results, stop the pipeline where a model got worse, set it all up.

    curl -fsSO "$LLMLAB_URL/client.py"
    python3 client.py push results.json --gate
    python3 client.py import results/ --gate
    python3 client.py gate 123 --baseline 120 --summary summary.md
    python3 client.py apply -f lab.yaml --dry-run

One file, Python 3.9 or newer, nothing to install. LLMLAB_URL says where the suite is, LLMLAB_API_KEY holds the key
(scopes ingest and read; apply needs admin). Exit codes: 0 pass, 1 fail, 2 wrong usage, 3 could not find out.
"""

import argparse
import http.client
import json
import mimetypes
import os
import pathlib
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

PASS, FAIL, USAGE, UNKNOWN = 0, 1, 2, 3
RANK = {"pass": 0, "inconclusive": 1, "fail": 2}
CODES = {"pass": PASS, "inconclusive": UNKNOWN, "fail": FAIL}
ONCE = 20  # seconds that one request waits for a verdict: less than proxies allow


class Trouble(Exception):
    """Something that the caller has to know, in a sentence."""


class Lab:
    """The suite over HTTP. Repeats what may be repeated, and says in words why something was refused."""

    def __init__(self, url, key, patience):
        self.url = url.rstrip("/")
        self.key = key
        self.patience = patience

    def get(self, path, query=None):
        return self.ask("GET", path, query)

    def post(self, path, body, content_type="application/json", query=None):
        headers = {"Content-Type": content_type, "Idempotency-Key": str(uuid.uuid4())}
        return self.ask("POST", path, query, body, headers)

    def ask(self, method, path, query=None, body=None, headers=None):
        address = self.url + path
        if query:
            address += "?" + urllib.parse.urlencode({k: v for k, v in query.items() if v is not None})
        until = time.monotonic() + self.patience
        pause = 1.0
        while True:
            try:
                return self.once(method, address, body, dict(headers or {}))
            except Trouble:
                raise
            except Again as again:
                pause = again.after if again.after is not None else min(2 * pause, 15.0)
                if time.monotonic() + pause > until:
                    raise Trouble(str(again)) from None
                time.sleep(pause)

    def once(self, method, address, body, headers):
        headers["Accept"] = "application/json"
        headers["User-Agent"] = "llmlab-client"
        if self.key:
            headers["Authorization"] = "Bearer " + self.key
        request = urllib.request.Request(address, data=body, headers=headers, method=method)
        try:
            with OPENER.open(request, timeout=600 if body else 3 * ONCE) as answer:
                text = answer.read().decode("utf-8")
                return json.loads(text) if text else None
        except urllib.error.HTTPError as refused:
            words = explain(refused)
            if refused.code in (429, 502, 503, 504):
                raise Again(words, seconds(refused.headers.get("Retry-After"))) from None
            raise Trouble(words) from None
        except http.client.InvalidURL as wrong:
            raise Trouble("%s is no address: %s" % (self.url, wrong)) from None
        except (urllib.error.URLError, OSError, http.client.HTTPException) as away:
            raise Again("%s cannot be reached: %s" % (self.url, getattr(away, "reason", None) or repr(away)), None) from None
        except ValueError:
            raise Trouble("%s did not answer with JSON: is it the suite's address?" % address) from None


class Again(Exception):
    """Worth another try."""

    def __init__(self, words, after):
        super().__init__(words)
        self.after = after


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key sent to one place does not follow to another."""

    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def seconds(text):
    return float(text) if text and re.fullmatch(r"\d{1,6}", text) else None


def explain(refused):
    try:
        problem = json.loads(refused.read().decode("utf-8"))
        words = problem.get("detail") or problem.get("title") or ""
    except (ValueError, AttributeError, OSError, http.client.HTTPException):
        words = refused.reason
    return "%d: %s" % (refused.code, words)


# --- push and import ---


def push(lab, options):
    text = sys.stdin.read() if options.file == "-" else read(options.file)
    try:
        results = json.loads(text) if text is not None else {}
    except ValueError as broken:
        raise Trouble("%s is no JSON: %s" % (options.file, broken)) from None
    if not isinstance(results, dict):
        raise Trouble("%s must hold one JSON object: a run" % options.file)
    for name, value in (("model_name", options.model), ("dataset_name", options.dataset)):
        if value is not None:
            results[name] = value
    if options.metric:
        results.setdefault("metrics", []).extend(metric(word, options.samples) for word in options.metric)
    if options.label:
        results.setdefault("labels", {}).update(pair(word, "--label") for word in options.label)
    run = lab.post("/benchmark-runs/results", json.dumps(results).encode("utf-8"))
    print("Run %d: %s on %s" % (run["id"], results.get("model_name", run["model_id"]), run["dataset_name"]))
    return [run["id"]]


def read(name):
    if name is None:
        return None
    try:
        return pathlib.Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise Trouble("%s cannot be read: %s" % (name, unreadable)) from None


def metric(word, samples):
    """accuracy/overall_accuracy=0.86; without a type it is custom."""
    name, value = pair(word, "--metric")
    kind, _, rest = name.rpartition("/")
    try:
        made = {"metric_type": kind or "custom", "metric_name": rest, "value": float(value)}
    except ValueError:
        raise Trouble("--metric %s: '%s' is no number" % (word, value)) from None
    if samples is not None:
        made["sample_count"] = samples
    return made


def pair(word, option):
    name, equals, value = word.partition("=")
    if not equals or not name:
        raise Trouble("%s must be name=value, not '%s'" % (option, word))
    return name, value


def load(lab, options):
    boundary = uuid.uuid4().hex
    body, names = parts(options.files, boundary)
    query = {"format": options.format, "model_name": options.model, "dry_run": "true" if options.dry_run else None}
    answer = lab.post("/benchmark-runs/import", body, "multipart/form-data; boundary=" + boundary, query)
    for problem in answer.get("problems") or []:
        print("Refused: %s" % line(problem if isinstance(problem, str) else json.dumps(problem)), file=sys.stderr)
    for warning in answer.get("warnings") or []:
        print("Note: %s" % line(warning if isinstance(warning, str) else json.dumps(warning)), file=sys.stderr)
    print("%d files: %d runs stored, %d were there already" % (len(names), answer["stored"], answer["deduplicated"]))
    return [run["id"] for run in answer.get("runs") or [] if run.get("id") is not None]


def parts(names, boundary):
    files = [file for name in names for file in below(pathlib.Path(name))]
    if not files:
        raise Trouble("There is no file in %s" % ", ".join(names))
    body = bytearray()
    for file in files:
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        name = file.as_posix().replace('"', "%22").replace("\r", "").replace("\n", "")
        body += ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                 % (boundary, name, kind)).encode("utf-8")
        try:
            body += file.read_bytes()
        except OSError as unreadable:
            raise Trouble("%s cannot be read: %s" % (file, unreadable)) from None
        body += b"\r\n"
    body += ("--%s--\r\n" % boundary).encode("ascii")
    return bytes(body), files


def below(path):
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
    if not path.exists():
        raise Trouble("%s is not there" % path)
    return [path]


# --- gate ---


def gate(lab, runs, options):
    """The exit code: the worst of the runs decides."""
    if not runs:
        raise Trouble("There is no new run to judge")
    verdicts = [verdict(lab, run, options) for run in runs]
    for found in verdicts:
        print("Run %d: %s" % (found["run_id"], found["verdict"]))
        for reason in found["reasons"]:
            print("  " + line(reason))
    for file in filter(None, (options.summary, os.environ.get("GITHUB_STEP_SUMMARY"))):
        write(file, markdown(lab, verdicts))
    worst = max((found["verdict"] for found in verdicts), key=lambda word: RANK[word])
    output("verdict", worst)
    return CODES[worst]


def verdict(lab, run, options):
    """Asks until it is known or the time is up; one request waits for a while, so that proxies do not cut it."""
    until = time.monotonic() + options.wait
    while True:
        left = max(0, until - time.monotonic())
        query = {"baseline": options.baseline, "wait": "%ds" % min(ONCE, left)}
        found = lab.get("/benchmark-runs/%d/verdict" % run, query)
        if found.get("verdict") not in RANK:
            raise Trouble("This suite says '%s' of run %d, which this client does not know" % (found.get("verdict"), run))
        if not found.get("pending") or time.monotonic() >= until:
            return found
        time.sleep(min(1.0, max(0.0, until - time.monotonic())))


def markdown(lab, verdicts):
    lines = ["### Model evaluation", "", "| run | model's data set | verdict | why |", "| --- | --- | --- | --- |"]
    for found in verdicts:
        run = found.get("run") or {}
        lines.append("| [%d](%s/?run=%d) | %s | %s | %s |" % (
            found["run_id"], lab.url, found["run_id"], plain(run.get("dataset_name", "")),
            {"pass": "✅ pass", "fail": "❌ fail", "inconclusive": "❔ inconclusive"}[found["verdict"]],
            "<br>".join(plain(reason) for reason in found["reasons"])))
    findings = [finding for found in verdicts for finding in found.get("findings") or []]
    if findings:
        lines += ["", "| metric | before | now | change | severity |", "| --- | --- | --- | --- | --- |"]
        for finding in findings:
            lines.append("| %s | %s | %s | %s | %s |" % (
                plain("%s/%s" % (finding.get("metric_type"), finding.get("metric_name"))),
                number(finding.get("baseline_value")), number(finding.get("current_value")),
                percent(finding.get("change_percent")), plain(finding.get("severity"))))
    return "\n".join(lines) + "\n"


def line(text):
    """What others wrote begins no line of its own: build servers take commands from lines."""
    return " ".join(str(text).split())


def plain(value):
    """Names come from anywhere: they stay text in a table of Markdown, and call nobody."""
    text = line(value)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("@", "&#64;"), ("[", "&#91;"), ("]", "&#93;"),
                         ("|", "&#124;"), ("`", "&#96;"), ("*", "&#42;"), ("_", "&#95;"), ("!", "&#33;")):
        text = text.replace(sign, entity)
    return text


def number(value):
    return "%.4g" % value if isinstance(value, (int, float)) else ""


def percent(value):
    return "%+.1f %%" % (100 * value) if isinstance(value, (int, float)) else ""


def write(file, text):
    try:
        with open(file, "a", encoding="utf-8") as target:
            target.write(text)
    except OSError as refused:
        raise Trouble("%s cannot be written: %s" % (file, refused)) from None


def output(name, value):
    """For later steps of GitHub Actions."""
    file = os.environ.get("GITHUB_OUTPUT")
    if file:
        write(file, "%s=%s\n" % (name, value))


# --- apply ---


def apply(lab, options):
    """0 where all is as the file says, 1 where something could not be made so. The file goes as it is."""
    try:
        body = sys.stdin.buffer.read() if options.file == "-" else pathlib.Path(options.file).read_bytes()
    except OSError as unreadable:
        raise Trouble("%s cannot be read: %s" % (options.file, unreadable)) from None
    kind = "application/json" if options.file.lower().endswith(".json") else "application/yaml"
    answer = lab.post("/apply", body, kind, {"dry_run": "true" if options.dry_run else None})
    for result in answer["results"]:
        print("%s %s %s%s" % (result["outcome"], line(result["kind"]), line(result["name"]),
                              ": " + line(result["reason"]) if result.get("reason") else ""))
        if result["outcome"] == "changed":
            for change in result["difference"]:
                print("  %s: %s -> %s" % (line(change["field"]), shown(change["before"]), shown(change["after"])))
    print("%s%d created, %d changed, %d unchanged, %d failed" % (
        "Dry run: " if answer["dry_run"] else "",
        answer["created"], answer["changed"], answer["unchanged"], answer["failed"]))
    return FAIL if answer["failed"] else PASS


def shown(value):
    text = line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 200 else text[:199] + "…"


# --- command line ---


def duration(text):
    match = re.fullmatch(r"(\d{1,5})([smh]?)", text)
    if not match:
        raise argparse.ArgumentTypeError("must be such as 90s, 10m or 1h, not '%s'" % text)
    return int(match.group(1)) * {"": 1, "s": 1, "m": 60, "h": 3600}[match.group(2)]


def arguments(words):
    parser = argparse.ArgumentParser(
        prog="client.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default=os.environ.get("LLMLAB_URL") or "http://127.0.0.1:8000",
                        help="where the suite is (LLMLAB_URL, http://127.0.0.1:8000)")
    commands = parser.add_subparsers(dest="command", required=True)
    judged = argparse.ArgumentParser(add_help=False)
    judged.add_argument("--baseline", type=int, metavar="RUN", help="compare with this run, item by item where it can be")
    judged.add_argument("--wait", type=duration, default=600, help="how long to wait for the verdict (10m)")
    judged.add_argument("--patience", type=duration, default=60, help="how long to try where it does not answer (60s)")
    judged.add_argument("--summary", metavar="FILE",
                        help="append the summary as Markdown (besides GITHUB_STEP_SUMMARY, where it is set)")
    judged.add_argument("--allow-inconclusive", action="store_true", help="exit with 0 where nobody can say")

    one = commands.add_parser("push", parents=[judged], help="store a finished run")
    one.add_argument("file", nargs="?", help="a JSON file, - for standard input; or say it with the options")
    one.add_argument("--model", help="the model's name")
    one.add_argument("--dataset", help="the data set's name")
    one.add_argument("--metric", action="append", metavar="TYPE/NAME=VALUE",
                     help="such as accuracy/overall_accuracy=0.86; repeatable")
    one.add_argument("--samples", type=int, help="how many samples the metrics are of")
    one.add_argument("--label", action="append", metavar="NAME=VALUE", help="repeatable")
    one.add_argument("--gate", action="store_true", help="then judge it, as gate does")

    many = commands.add_parser("import", parents=[judged], help="store results of another harness")
    many.add_argument("files", nargs="+", help="files, folders, ZIP or tar.gz archives")
    many.add_argument("--model", help="instead of what the files say")
    many.add_argument("--format", help="lm-eval, promptfoo, inspect, bmf, openai-evals (else found out)")
    many.add_argument("--dry-run", action="store_true", help="store nothing, say what would be")
    many.add_argument("--gate", action="store_true", help="then judge the new runs, as gate does")

    judge = commands.add_parser("gate", parents=[judged], help="0 pass, 1 fail, 3 could not find out")
    judge.add_argument("runs", nargs="+", type=int, metavar="RUN")

    code = commands.add_parser("apply", help="make models, jobs, rules, … as a file says; 1 where some of it failed")
    code.add_argument("-f", "--file", required=True, metavar="FILE", help="YAML, or JSON where it ends so; - for standard input")
    code.add_argument("--dry-run", action="store_true", help="change nothing, say what would be")
    code.add_argument("--patience", type=duration, default=60, help="how long to try where it does not answer (60s)")
    return parser.parse_args(words)


def main(words):
    options = arguments(words)
    lab = Lab(options.url, (os.environ.get("LLMLAB_API_KEY") or "").strip(), options.patience)
    try:
        if options.command == "apply":
            return apply(lab, options)
        if options.command == "gate":
            return allowed(gate(lab, options.runs, options), options)
        runs = push(lab, options) if options.command == "push" else load(lab, options)
        output("run_ids", " ".join(map(str, runs)))
        if options.gate and not getattr(options, "dry_run", False):
            return allowed(gate(lab, runs, options), options)
        return PASS
    except (Trouble, Again) as trouble:
        print("client.py: %s" % line(trouble), file=sys.stderr)
        return UNKNOWN


def safely(words):
    """What nobody thought of is no verdict: Python's own exit code for it would say that the model got worse."""
    try:
        return main(words)
    except Exception as unexpected:
        print("client.py: this went wrong, so nothing is known: %s" % line(repr(unexpected)), file=sys.stderr)
        return UNKNOWN


def allowed(code, options):
    return PASS if code == UNKNOWN and options.allow_inconclusive else code


if __name__ == "__main__":
    sys.exit(safely(sys.argv[1:]))

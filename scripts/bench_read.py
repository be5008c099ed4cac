"""Measures reads of pinstripe against a slow and strict sandbox; see scripts/bench-read."""

import http.client
import json
import math
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

from bench_tables import table, verdict

PINSTRIPE, STORES = sys.argv[1:3]
PARTS = sys.argv[3:]
KEY = "sk_test_bench"
PAGE = 100
SMALL = f"{STORES}/20000.sqlite"
LARGE = f"{STORES}/500000.sqlite"

# Nothing of this machine's accounts gets in.
HOME = tempfile.mkdtemp()
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8", "STRIPE_API_KEY": KEY}

SDK = """
import sys, stripe
client = stripe.StripeClient(sys.argv[1], base_addresses={"api": sys.argv[2]})
wanted = int(sys.argv[3])
for row in client.v1.invoices.list({"limit": 100}).auto_paging_iter():
    wanted -= 1
    if wanted == 0: break
"""


class Server:
    """The sandbox over HTTP, with its counts of what was asked once it has ended."""

    def __init__(self, store, *options):
        command = [PINSTRIPE, "sandbox", "serve", "--sandbox-data", store, "--port", "0", "--stats"]
        self.process = subprocess.Popen(
            [*command, *options], stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
        )
        found = re.search(r"http://([\d.]+):(\d+)", self.process.stderr.readline())
        if not found:
            sys.exit("the sandbox was not served: " + self.process.stderr.read())
        self.base, self.port = found[0], int(found[2])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        rest = self.process.stderr.read()
        self.process.wait()
        lines = [line for line in rest.splitlines() if line.startswith("{")]
        self.stats = json.loads(lines[-1]) if lines else {}


# A process is said to need at least the memory of the one that started it: this one is small.
STARTER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
json.dump([time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss,
    os.waitstatus_to_exitcode(status)], open(sys.argv[1], "w"))
"""


class Run:
    """One run of a program: seconds on the wall and of CPU, megabytes, and the rows it printed."""

    def __init__(self, command, stdin=None, counts=False):
        usage = os.path.join(HOME, "usage.json")
        starter = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", STARTER, usage, *command], env=ENVIRONMENT,
            stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL, stderr=subprocess.PIPE,
            stdout=subprocess.PIPE if counts else subprocess.DEVNULL,
        )
        self.rows = count_lines(starter.stdout) if counts else None
        errors = starter.stderr.read()
        starter.wait()
        with open(usage) as file:
            self.wall, self.cpu, memory, code = json.load(file)
        if code != 0:
            sys.exit(f"{' '.join(command)}: exit {code}\n{errors.decode()}")
        self.megabytes = memory / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def count_lines(stream):
    lines = 0
    while block := stream.read1(1 << 20):
        lines += block.count(b"\n")
    return lines


def pinstripe(base, statement, *options, counts=False):
    return Run([PINSTRIPE, "--api-base", base, *options, "-e", statement], counts=counts)


def walk(port, path, rows=None, file=None):
    """The objects of a list, one page after the other; the bodies go to a file where there is one."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    found, cursor = [], ""
    while rows is None or len(found) < rows:
        target = f"/v1/{path}{'&' if '?' in path else '?'}limit={PAGE}{cursor}"
        connection.request("GET", target, headers={"Authorization": f"Bearer {KEY}"})
        body = connection.getresponse().read()
        if file:
            file.write(body)
        page = json.loads(body)
        found += page["data"]
        if not page["has_more"]:
            break
        cursor = f"&starting_after={page['data'][-1]['id']}"
    return found


# 1. How near to the limit's own floor


def pace():
    cases = [
        (20_000, 25, [], 1.15, 6), (20_000, 25, ["--max-requests-per-second", "25"], 1.15, 6),
        (20_000, 100, ["--max-requests-per-second", "100"], 1.5, 20),
        (100_000, 100, [], 1.25, 20),
    ]
    with Server(SMALL, "--latency", "120ms") as server:
        sdk = Run([sys.executable, "-c", SDK, KEY, server.base, "20000"])
    for rows, rate, options, most, times in cases:
        store = SMALL if rows == 20_000 else LARGE
        limits = ["--rate-limit", str(rate), "--account-rate-limit", "100"]
        with Server(store, "--latency", "120ms", *limits) as server:
            run = pinstripe(server.base, f"query invoices limit {rows}", *options, counts=True)
        if run.rows != rows:
            sys.exit(f"{run.rows} rows came for {rows}")
        floor = rows / PAGE / rate
        limited = server.stats["limited"] / server.stats["requests"] * 100
        faster = sdk.wall * rows / 20_000 / run.wall
        yield (
            f"{rows:,} at {rate}/s, pace {'given' if options else 'learned'}", f"{floor:.1f}",
            f"{run.wall:.2f}", verdict(run.wall / floor, most), server.stats["requests"],
            f"{limited:.2f} %{'' if limited < 1 else ' MISSED'}", server.stats["widest"],
            f"{faster:.1f} of {times}{'' if faster >= times else ' MISSED'}",
        )


# 2. Memory


def memory():
    for rows, store in ((20_000, SMALL), (500_000, LARGE)):
        for latency in ("0", "20ms"):
            with Server(store, "--latency", latency) as server:
                options = ["--max-requests-per-second", "400"] if latency != "0" else []
                run = pinstripe(server.base, f"query invoices limit {rows}", *options, counts=True)
            if run.rows != rows:
                sys.exit(f"{run.rows} rows came for {rows}")
            over = "" if run.megabytes < 80 else " MISSED"
            yield (
                f"{rows:,}, latency {latency}", f"{run.megabytes:.0f}{over}", f"{run.wall:.1f}",
                f"{rows / run.wall:,.0f}", server.stats["widest"],
            )


# 3. CPU


def cpu():
    pages = os.path.join(HOME, "pages.json")
    rows = 20_000
    with Server(SMALL) as server:
        with open(pages, "wb") as file:
            walk(server.port, "invoices", rows, file)
        statement = f"query invoices limit {rows}"
        near = min((pinstripe(server.base, statement) for _ in range(3)), key=lambda run: run.cpu)
        sdk = Run([sys.executable, "-c", SDK, KEY, server.base, str(rows)])
    with Server(SMALL, "--latency", "120ms", "--rate-limit", "100") as server:
        far = pinstripe(server.base, statement, "--max-requests-per-second", "100")
    jq = min((Run(["jq", "-c", ".data[]"], pages) for _ in range(2)), key=lambda run: run.cpu)
    size = os.path.getsize(pages)
    print(f"\n{rows:,} invoices of {size / rows:,.0f} bytes", file=sys.stderr)
    for name, run, aim in (
        ("pinstripe, one walk", near, True), ("pinstripe, 120 ms and 100/s", far, True),
        ("jq -c '.data[]', from a file", jq, False), ("Python SDK", sdk, False),
    ):
        yield (
            name, f"{run.cpu / rows * 1e6:.1f}", f"{run.megabytes:.0f}",
            verdict(run.cpu / jq.cpu * 5, 1) if aim else "",
            verdict(run.cpu / sdk.cpu * 30, 1) if aim else "",
        )


# 4. Requests


def pages_of(count):
    return max(1, math.ceil(count / PAGE))


def questions():
    with Server(SMALL) as server:
        lists = {
            name: walk(server.port, path)
            for name, path in (
                ("invoices", "invoices"), ("customers", "customers"), ("products", "products"),
                ("payment_links", "payment_links"), ("payment_intents", "payment_intents"),
                ("charges", "charges"), ("subscriptions", "subscriptions?status=all"),
            )
        }
        lists["prices"] = walk(server.port, "prices?active=true") + walk(
            server.port, "prices?active=false"
        )
    for statement, object_name, test, fewest in asked(lists):
        rows = lists[object_name]
        with Server(SMALL) as server:
            run = pinstripe(server.base, statement, counts=True)
        expected = test if isinstance(test, int) else sum(1 for row in rows if test(row))
        if run.rows != expected:
            print(f"WRONG: {statement}: {run.rows} rows, {expected} expected", file=sys.stderr)
        taken = server.stats.get("requests", 0)
        best = fewest(expected) if callable(fewest) else fewest
        yield (
            f"`{statement}`", run.rows, taken, best, pages_of(len(rows)),
            "" if taken <= best else "more",
        )


def asked(lists):
    """Statements, with what their rows are and the fewest requests that any route could take.

    The fewest are those of somebody who knows Stripe, but not the data: a page holds a hundred rows,
    a list is newest first, a search has no order.
    """
    invoices, customers = lists["invoices"], lists["customers"]
    newest, oldest = invoices[0]["created"], invoices[-1]["created"]
    some = [row["id"] for row in invoices[500:503]]
    products = [row["id"] for row in lists["products"][:3]]
    ids = ", ".join(f'"{name}"' for name in some)
    buyer = next(row for row in customers if row["email"])
    of_buyer = [row for row in invoices if row["customer"] == buyer["id"]]
    whole = pages_of(len(invoices))
    early = oldest + (newest - oldest) // 50
    late = newest - (newest - oldest) // 50
    big = sorted(row["total"] for row in invoices)[-150]

    def status(name):
        return [row for row in invoices if row["status"] == name]

    yield f'get invoice "{some[0]}"', "invoices", 1, 1
    yield f'query invoices where id = "{some[0]}"', "invoices", 1, 1
    yield f"query invoices where id in ({ids})", "invoices", 3, 3
    wanted = ", ".join(f'"{name}"' for name in products)
    yield f"query products where id in ({wanted})", "products", 3, 1
    yield 'query invoices where status = "draft"', "invoices", (
        lambda row: row["status"] == "draft"), pages_of
    yield f'query invoices where customer = "{buyer["id"]}"', "invoices", len(of_buyer), pages_of
    yield f"query invoices where created >= {late}", "invoices", (
        lambda row: row["created"] >= late), pages_of
    yield f"query invoices where created < {early}", "invoices", (
        lambda row: row["created"] < early), pages_of
    yield f'query invoices where status = "draft" or customer = "{buyer["id"]}"', "invoices", (
        lambda row: row["status"] == "draft" or row["customer"] == buyer["id"]), pages_of
    yield f'query invoices where status in ("draft", "uncollectible") and created >= {late}', (
        "invoices"), (lambda row: row["status"] in ("draft", "uncollectible")
                      and row["created"] >= late), pages_of
    yield 'query invoices where not status = "paid"', "invoices", (
        lambda row: row["status"] != "paid"), pages_of
    yield 'query invoices where status = "draft" and status = "paid"', "invoices", 0, 0
    yield f"query invoices where total >= {big}", "invoices", (
        lambda row: row["total"] >= big), pages_of
    yield f'query invoices where total >= {big} and status = "open"', "invoices", (
        lambda row: row["total"] >= big and row["status"] == "open"), pages_of
    yield 'query invoices where billing_reason = "subscription_cycle"', "invoices", (
        lambda row: row["billing_reason"] == "subscription_cycle"), whole
    yield f'query invoices where status = "open" and customer_email = "{buyer["email"]}"', (
        "invoices"), (lambda row: row["status"] == "open"
                      and row["customer_email"] == buyer["email"]), pages_of(len(status("open")))
    yield "query payment_links where active = true", "payment_links", (
        lambda row: row["active"]), pages_of
    yield "query invoices limit 20", "invoices", 20, 1
    # One request to learn where the list ends, one for the rows there.
    yield "query invoices order by created limit 20", "invoices", 20, 2
    yield "query invoices order by total desc limit 20", "invoices", 20, whole
    currencies = len({row["currency"] for row in invoices})
    yield "query invoices select currency, count() group by currency", "invoices", (
        currencies), whole
    yield f'query invoices where customer.email = "{buyer["email"]}"', "invoices", (
        len(of_buyer)), lambda count: 1 + pages_of(count)
    yield f'query customers where email = "{buyer["email"]}"', "customers", (
        lambda row: row["email"] == buyer["email"]), pages_of
    product = lists["prices"][0]["product"]
    yield f'query prices where product = "{product}"', "prices", (
        lambda row: row["product"] == product), 2
    yield 'query payment_intents where status = "succeeded"', "payment_intents", (
        lambda row: row["status"] == "succeeded"), pages_of
    yield 'query subscriptions where status = "canceled"', "subscriptions", (
        lambda row: row["status"] == "canceled"), pages_of


# The server itself


def server():
    """How many pages a second the sandbox serves to two plain clients."""
    with Server(SMALL) as served:
        cursors = [""] + [f"&starting_after={row['id']}" for row in walk(served.port, "invoices")][99::100]
        count = 1500

        def ask(part):
            connection = http.client.HTTPConnection("127.0.0.1", served.port)
            for index in range(part, count, 2):
                target = f"/v1/invoices?limit={PAGE}{cursors[index % (len(cursors) - 1)]}"
                connection.request("GET", target, headers={"Authorization": f"Bearer {KEY}"})
                connection.getresponse().read()

        threads = [threading.Thread(target=ask, args=(part,)) for part in range(2)]
        started = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.perf_counter() - started
    aim = "" if count / wall >= 1000 else " MISSED"
    size = served.stats["bytes"] / served.stats["requests"]
    yield "pages of 100 invoices", f"{size / 1000:,.0f}", f"{count / wall:,.0f}{aim}"


TABLES = {
    "server": ("The sandbox's own speed", ["reads", "kB a page", "pages/s"], server),
    "pace": (
        "Wall time beside the limit's floor, at 120 ms a request",
        ["invoices", "floor s", "s", "× floor", "requests", "429s", "widest", "× SDK"], pace,
    ),
    "memory": (
        "Memory", ["invoices", "MB, under 80", "s", "rows/s", "widest"], memory,
    ),
    "cpu": (
        "CPU, user and system",
        ["read", "µs a row", "MB", "fifths of jq", "thirtieths of the SDK"], cpu,
    ),
    "questions": (
        "Requests", ["statement", "rows", "requests", "fewest", "walk", ""], questions,
    ),
}

for part in PARTS or TABLES:
    if part not in TABLES:
        sys.exit(f"there is no {part}; there are {', '.join(TABLES)}")
    title, heads, measure = TABLES[part]
    table(title, heads, measure())

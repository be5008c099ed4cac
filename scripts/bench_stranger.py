"""Measures reads of pinstripe on a server that is not its own; see scripts/bench-stranger."""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from bench_tables import table, verdict

PINSTRIPE = sys.argv[1]
SERVER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bench_server.py")
KEY = "sk_test_bench"
ROWS, PAGE, LATENCY = 20_000, 100, 0.12
HOME = tempfile.mkdtemp()
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8", "STRIPE_API_KEY": KEY}
SDK = """
import sys, stripe
client = stripe.StripeClient(sys.argv[1], base_addresses={"api": sys.argv[2]})
for row in client.v1.invoices.list({"limit": 100}).auto_paging_iter(): pass
"""


class Server:
    """The other server; once it has ended, it tells what was asked of it."""

    def __init__(self, spread="even", latency=LATENCY, rate=None):
        arguments = [str(ROWS), spread, str(latency), str(rate or "none")]
        self.process = subprocess.Popen(
            [sys.executable, SERVER, *arguments], stdout=subprocess.PIPE, text=True)
        self.base = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.stats = json.loads(self.process.stdout.read())
        self.process.wait()


class Run:
    """One run of a program: seconds on the wall and of CPU, and the lines that it printed."""

    def __init__(self, command, stdin=None):
        output = os.path.join(HOME, "output")
        with open(output, "wb") as file:
            started = time.perf_counter()
            process = subprocess.Popen(
                command, env=ENVIRONMENT, stdout=file, stderr=subprocess.PIPE,
                stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL)
            errors = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{errors.decode()}")
        self.cpu = usage.ru_utime + usage.ru_stime
        with open(output, "rb") as file:
            self.lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def own(base, statement, *options):
    return Run([PINSTRIPE, "--api-base", base, *options, "-e", statement])


def median(runs):
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]


def floor(rate, pages=ROWS // PAGE):
    """The seconds that a token bucket and one answer allow at least."""
    return max(0, pages - rate) / rate + LATENCY


def measured(statement, *options, spread="even", rate=None, runs=3):
    """The median of some runs, each against a server of its own with full tokens."""
    found = []
    for _ in range(runs):
        with Server(spread, rate=rate) as server:
            run = own(server.base, statement, *options)
        run.stats = server.stats
        found.append(run)
    return median(found)


def row(name, run, limit, least, aim):
    limited = run.stats["limited"] / run.stats["requests"] * 100
    return (
        name, run.lines, f"{least:.2f}", f"{run.wall:.2f}", f"{run.wall / least:.2f}",
        f"of {aim}{'' if run.wall / least <= aim else ' MISSED'}" if aim else "",
        run.stats["requests"], f"{limited:.1f} %", run.stats["widest"])


def limits():
    """Walks of the whole list beside what the limit allows."""
    given = measured(
        f"query invoices limit {ROWS}", "--max-requests-per-second", "100", rate=100)
    yield row("pinstripe, limit 20000, 100/s given", given, 100, floor(100), 1.4)
    whole = measured("query invoices", "--max-requests-per-second", "100", rate=100)
    yield row("pinstripe, the whole list, 100/s given", whole, 100, floor(100), None)
    learned = measured(f"query invoices limit {ROWS}", rate=100)
    yield row(
        "pinstripe, 100/s not given", learned, 100, floor(100),
        round(2 * given.wall / floor(100), 2))
    slow = measured(
        f"query invoices limit {ROWS}", "--max-requests-per-second", "25", rate=25, runs=1)
    yield row("pinstripe, 25/s given", slow, 25, floor(25), 1.1)
    bursty = measured(
        f"query invoices limit {ROWS}", "--max-requests-per-second", "100", spread="bursty",
        rate=100)
    yield row("pinstripe, half of the rows in 20 hours", bursty, 100, floor(100), None)
    with Server(rate=100) as server:
        configuration = os.path.join(HOME, "urls")
        with open(configuration, "w") as file:
            for index in range(ROWS // PAGE):
                cursor = f"&starting_after=in_{index * PAGE - 1:08}" if index else ""
                file.write(f'url="{server.base}/v1/invoices?limit={PAGE}{cursor}"\n')
                file.write('output="/dev/null"\n')
        curl = Run(["curl", "-sS", "-Z", "--parallel-max", "16", "-K", configuration])
    curl.stats = server.stats
    yield row("curl, 16 connections, cursors known", curl, 100, floor(100), None)
    with Server(rate=100) as server:
        sdk = Run([sys.executable, "-c", SDK, KEY, server.base])
    sdk.stats = server.stats
    yield row("Stripe's Python SDK", sdk, 100, floor(100), None)


def questions():
    """What single questions cost; the fewest are those of somebody who knows the data."""
    with Server(latency=0) as server:
        text = urllib.request.urlopen(f"{server.base}/v1/invoices?limit=3").read()
    ids = ", ".join(f'"{found["id"]}"' for found in json.loads(text)["data"])
    for statement, fewest, most in (
        ("query invoices order by total desc limit 20", 8, 10),
        ('query invoices where not status = "paid"', 61, 65),
        ("query invoices where total > 5000", 18, 21),
        ('query invoices where status = "open" select count()', 1, 2),
        ('query invoices where status = "draft"', 16, 18),
        ('query invoices where status in ("draft", "open")', 51, 54),
        ("query invoices limit 1000", 10, 11),
        ("query invoices order by created limit 20", 2, 4),
        (f"query invoices where id in ({ids})", 3, 3),
    ):
        run = measured(statement, rate=100, runs=1)
        yield (
            f"`{statement}`", run.lines, run.stats["requests"], fewest,
            f"of {most}{'' if run.stats['requests'] <= most else ' MISSED'}", f"{run.wall:.2f}")


def cpu():
    """CPU a row without latency, beside jq on the same bytes."""
    with Server(latency=0) as server:
        pages = os.path.join(HOME, "pages.json")
        with open(pages, "wb") as file:
            for index in range(ROWS // PAGE):
                cursor = f"&starting_after=in_{index * PAGE - 1:08}" if index else ""
                url = f"{server.base}/v1/invoices?limit={PAGE}{cursor}"
                file.write(urllib.request.urlopen(url).read())
        for name, statement, most in (
            ("pinstripe, NDJSON", "query invoices", 15),
            ("pinstripe, order by total", "query invoices order by total", 35),
        ):
            run = min((own(server.base, statement) for _ in range(5)), key=lambda run: run.cpu)
            yield name, run.lines, verdict(run.cpu / ROWS * 1e6, most, 1)
    jq = min((Run(["jq", "-c", ".data[]"], pages) for _ in range(3)), key=lambda run: run.cpu)
    yield "jq -c '.data[]', from a file", jq.lines, f"{jq.cpu / ROWS * 1e6:.1f}"


def startups():
    for name, command, most in (
        ("pinstripe -e 'print 1'", [PINSTRIPE, "-e", "print 1"], 8),
        ("sqlite3 :memory: 'select 1'", ["sqlite3", ":memory:", "select 1"], None),
        ("jq -n 1", ["jq", "-n", "1"], None),
    ):
        walls = [Run(command).wall * 1000 for _ in range(60)]
        middle = statistics.median(walls)
        yield f"`{name}`", f"{min(walls):.1f}", verdict(middle, most, 1) if most else f"{middle:.1f}"


table(
    f"{ROWS:,} invoices of 3.6 kB on another server, 120 ms a request",
    ["read", "rows", "floor s", "s", "× floor", "", "requests", "429s", "widest"], limits())
table("Requests", ["statement", "rows", "requests", "fewest", "", "s"], questions())
table("CPU", ["read", "rows", "µs a row"], cpu())
table("Start-up", ["command", "least ms", "median ms"], startups())

"""Measures a release of pinstripe beside other programs and prints one table; see scripts/bench."""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

PINSTRIPE, DATA = sys.argv[1:]
KEY = "sk_test_bench"
ROWS = 10_000
MANY_ROWS = 200_000

# Nothing of this machine's accounts gets in, and start-ups read no configuration.
HOME = tempfile.mkdtemp()
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8", "STRIPE_API_KEY": KEY}

SDK = """
import json, sys, stripe
client = stripe.StripeClient(sys.argv[1], base_addresses={"api": sys.argv[2]})
wanted = int(sys.argv[3])
for row in client.v1.invoices.list({"limit": 100}).auto_paging_iter():
    print(json.dumps(row.to_dict(), default=str))
    wanted -= 1
    if wanted == 0: break
"""


class Run:
    """One run of a program, its output thrown away: seconds on the wall and of CPU, megabytes."""

    def __init__(self, command, stdin=None):
        source = open(stdin, "rb") if stdin else subprocess.DEVNULL
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT
        )
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{errors.decode()}")
        self.cpu = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def median(command, runs, stdin=None):
    """The run of median CPU, after one that warms the caches."""
    Run(command, stdin)
    return sorted((Run(command, stdin) for _ in range(runs)), key=lambda run: run.cpu)[runs // 2]


def serve():
    """A server of the store, and its address."""
    server = subprocess.Popen(
        [PINSTRIPE, "sandbox", "serve", "--sandbox-data", DATA, "--port", "0"],
        stderr=subprocess.PIPE, text=True, env=ENVIRONMENT,
    )
    for line in server.stderr:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return server, found[0]
    sys.exit("the sandbox was not served")


def save_pages(base, rows, path):
    """The pages that hold the newest rows, as the server wrote them, one after the other."""
    query = ""
    with open(path, "wb") as file:
        while rows > 0:
            request = urllib.request.Request(
                f"{base}/v1/invoices?limit=100{query}", headers={"Authorization": f"Bearer {KEY}"}
            )
            body = urllib.request.urlopen(request).read()
            file.write(body)
            page = json.loads(body)
            query = f"&starting_after={page['data'][-1]['id']}"
            rows -= len(page["data"])


def startups():
    commands = {
        "pinstripe -e 'print 1'": [PINSTRIPE, "-e", "print 1"],
        "sqlite3 :memory: 'select 1'": ["sqlite3", ":memory:", "select 1"],
        "jq -n 1": ["jq", "-n", "1"],
        "python -c 'import stripe'": [sys.executable, "-c", "import stripe"],
    }
    for name, command in commands.items():
        Run(command)
        walls = [Run(command).wall * 1000 for _ in range(5 if "import" in name else 60)]
        yield name, statistics.median(walls), min(walls)


def reads(base, pages):
    statement = f"list invoices limit {ROWS}"
    yield "pinstripe, over HTTP", median([PINSTRIPE, "--api-base", base, "-e", statement], 5)
    yield "pinstripe, sandbox inside", median(
        [PINSTRIPE, "--sandbox", "--sandbox-data", DATA, "-e", statement], 5
    )
    yield "jq -c '.data[]', from a file", median(["jq", "-c", ".data[]"], 3, stdin=pages)
    yield "Python SDK, over HTTP", median([sys.executable, "-c", SDK, KEY, base, str(ROWS)], 1)


def memories(base):
    for rows in (ROWS, MANY_ROWS):
        yield rows, Run([PINSTRIPE, "--api-base", base, "-e", f"list invoices limit {rows}"])


def main():
    print("| start-up | median ms | least ms | × pinstripe |\n| --- | ---: | ---: | ---: |")
    own = None
    for name, middle, least in startups():
        own = own or middle
        print(f"| `{name}` | {middle:.1f} | {least:.1f} | {middle / own:.2f} |")

    server, base = serve()
    try:
        pages = os.path.join(HOME, "pages.json")
        save_pages(base, ROWS, pages)
        size = os.path.getsize(pages) / 1e6
        print(f"\n{ROWS:,} invoices, {size:.0f} MB as Stripe writes them\n")
        print("| read | rows/s | CPU µs a row | MB | CPU × pinstripe |")
        print("| --- | ---: | ---: | ---: | ---: |")
        own = None
        for name, run in reads(base, pages):
            own = own or run.cpu
            print(
                f"| {name} | {ROWS / run.wall:,.0f} | {run.cpu / ROWS * 1e6:.1f} |"
                f" {run.megabytes:.0f} | {run.cpu / own:.2f} |"
            )
        print("\n| rows over HTTP | MB resident | rows/s |\n| ---: | ---: | ---: |")
        for rows, run in memories(base):
            print(f"| {rows:,} | {run.megabytes:.0f} | {rows / run.wall:,.0f} |")
    finally:
        server.kill()


main()

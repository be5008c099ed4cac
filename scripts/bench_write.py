"""Measures writes of pinstripe against a slow and faulty sandbox; see scripts/bench-write."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

from bench_tables import table, verdict

PINSTRIPE = sys.argv[1]
PARTS = sys.argv[2:]
KEY = "sk_test_bench"
ROWS = int(os.environ.get("ROWS", 5_000))
FAULTY_ROWS = int(os.environ.get("ROWS", 10_000))
KILLED_ROWS = int(os.environ.get("ROWS", 3_000))
KILLS = int(os.environ.get("KILLS", 50))
MILLION = int(os.environ.get("MILLION", 1_000_000))

# Nothing of this machine's accounts gets in.
HOME = tempfile.mkdtemp()
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8", "STRIPE_API_KEY": KEY}


def path(name):
    return os.path.join(HOME, name)


def rows_file(count):
    """Customers that are marked with the numbers of their rows."""
    file = path(f"rows{count}.ndjson")
    if not os.path.exists(file):
        with open(file, "w") as out:
            for row in range(1, count + 1):
                out.write(f'{{"name":"c{row}","metadata":{{"row":"{row}"}}}}\n')
    return file


class Server:
    """The sandbox over HTTP, with its counts of what was asked once it has ended."""

    def __init__(self, store, *options):
        command = [PINSTRIPE, "sandbox", "serve", "--sandbox-data", store, "--port", "0", "--stats"]
        self.process = subprocess.Popen(
            [*command, *options], stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
        )
        found = re.search(r"http://[\d.]+:\d+", self.process.stderr.readline())
        if not found:
            sys.exit("the sandbox was not served: " + self.process.stderr.read())
        self.base = found[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        rest = self.process.stderr.read()
        self.process.wait()
        lines = [line for line in rest.splitlines() if line.startswith("{")]
        self.stats = json.loads(lines[-1]) if lines else {}


def peak_megabytes(process):
    """The largest memory of a process that still runs; 0 where the system does not say."""
    try:
        with open(f"/proc/{process.pid}/status") as status:
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read())
            return int(found[1]) / 1024 if found else 0
    except OSError:
        return 0


class Run:
    """One run of pinstripe to its end: seconds, megabytes, exit code, output and messages."""

    def __init__(self, base, statement, *options, output="output", watches=False):
        started = time.perf_counter()
        self.megabytes = 0
        with open(path(output), "wb") as out, open(path("messages"), "wb") as messages:
            process = subprocess.Popen(
                [PINSTRIPE, "--api-base", base, *options, "-e", statement],
                env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=out, stderr=messages,
            )
            while watches and process.poll() is None:
                self.megabytes = max(self.megabytes, peak_megabytes(process))
                time.sleep(0.02)
            self.code = process.wait()
        self.wall = time.perf_counter() - started
        with open(path("messages"), errors="replace") as file:
            self.messages = file.read()

    def expect(self, code=0):
        if self.code != code:
            sys.exit(f"exit {self.code} rather than {code}:\n{self.messages[-2000:]}")
        return self


def marks_in(file):
    """The numbers of the rows that results are for, in the order of the results."""
    with open(file) as lines:
        return [int(json.loads(line)["metadata"]["row"]) for line in lines]


def stored_marks(store):
    """The numbers of the rows that customers in a store are for."""
    with Server(store) as server:
        Run(server.base, "query customers select metadata", output="stored").expect()
    return marks_in(path("stored"))


def exactness(marks, count):
    """What is wrong with the rows that were written, in words."""
    twice = len(marks) - len(set(marks))
    missing = len(set(range(1, count + 1)) - set(marks))
    if twice or missing:
        return f"WRONG: {twice} twice, {missing} missing"
    return "each once"


def create(rows):
    return f'create customers from "{rows_file(rows)}"'


# 1. How near to the limit's own floor


def pace():
    for rate in (25, 100):
        for options in ([], ["--max-requests-per-second", str(rate)]):
            limits = ["--rate-limit", str(rate), "--account-rate-limit", str(rate)]
            store = path(f"pace{rate}{len(options)}.sqlite")
            with Server(store, "--latency", "120ms", *limits) as server:
                run = Run(server.base, create(ROWS), *options).expect()
            floor = ROWS / rate
            limited = server.stats["limited"] / server.stats["requests"] * 100
            yield (
                f"{ROWS:,} at {rate}/s, pace {'given' if options else 'learned'}", f"{floor:.1f}",
                f"{run.wall:.1f}", verdict(run.wall / floor, 1.15), server.stats["requests"],
                f"{limited:.2f} %", server.stats["widest"],
                exactness(marks_in(path("output")), ROWS),
            )


# 2. Failures


def faults():
    for failures in (
        "500=10%,reset=5%,409=2%", "500=10%,reset=5%,429=5%,409=2%", "truncated=10%", "timeout=1%",
    ):
        store = path(f"faults{len(os.listdir(HOME))}.sqlite")
        with Server(store, "--fail", failures) as server:
            run = Run(
                server.base, create(FAULTY_ROWS), "--concurrency", "64", "--timeout", "2").expect()
        order = marks_in(path("output"))
        yield (
            f"{FAULTY_ROWS:,}, {failures}", f"{run.wall:.1f}", server.stats["requests"],
            server.stats["faults"], exactness(stored_marks(store), FAULTY_ROWS),
            "in order" if order == sorted(order) else "WRONG: out of order",
        )


# 3. Memory


def memory():
    for name, count, options in (
        ("planned only, --dry-run", MILLION, ["--dry-run"]),
        ("written to a fast sandbox", MILLION, ["--concurrency", "16"]),
    ):
        with Server(path(f"memory{len(options)}.sqlite")) as server:
            run = Run(server.base, create(count), *options, watches=True).expect()
        over = "" if run.megabytes < 100 else " MISSED"
        yield (
            f"{count:,} rows {name}", f"{run.megabytes:.0f}{over}", f"{run.wall:.1f}",
            f"{count / run.wall:,.0f}", server.stats.get("requests", 0),
        )


# 4. Kills


def killed_run(base, journal, seconds):
    """One run that is killed after so many seconds, unless it ended before."""
    resumes = ["--resume"] if os.path.exists(journal) else []
    process = subprocess.Popen(
        [PINSTRIPE, "--api-base", base, "--journal", journal, *resumes, "-e", create(KILLED_ROWS)],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _, messages = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return False
    if process.returncode != 0:
        sys.exit(f"exit {process.returncode}:\n{messages.decode(errors='replace')[-2000:]}")
    return True


def kill():
    dice = random.Random(int(os.environ.get("SEED", 1)))
    for name, failures in (("", []), (", 500=10%,reset=5%", ["--fail", "500=10%,reset=5%"])):
        kills, jobs, requests, states = 0, 0, 0, set()
        started = time.perf_counter()
        while kills < KILLS:
            jobs += 1
            job = path(f"{jobs}{'-faulty' if failures else ''}")
            store, journal = job + ".sqlite", job + ".journal"
            with Server(store, "--latency", "20ms", *failures) as server:
                # Short ones meet the journal's beginning, long ones the end of the job.
                while not killed_run(
                    server.base, journal,
                    dice.choice([0.1, 0.5, 2, 5]) * dice.random() if kills < KILLS else 600,
                ):
                    kills += 1
            requests += server.stats["requests"]
            states.add(exactness(stored_marks(store), KILLED_ROWS))
        yield (
            f"{KILLED_ROWS:,} rows{name}", kills, jobs, f"{time.perf_counter() - started:.1f}",
            requests, "; ".join(sorted(states)),
        )


TABLES = {
    "pace": (
        "Wall time beside the limit's floor, at 120 ms a request",
        ["customers", "floor s", "s", "× floor", "requests", "429s", "widest", "rows"], pace,
    ),
    "faults": (
        "Failures", ["customers", "s", "requests", "failures", "rows", "results"], faults,
    ),
    "memory": ("Memory", ["input", "MB, under 100", "s", "rows/s", "requests"], memory),
    "kill": ("Killed and resumed", ["job", "kills", "jobs", "s", "requests", "rows"], kill),
}

for part in PARTS or TABLES:
    if part not in TABLES:
        sys.exit(f"there is no {part}; there are {', '.join(TABLES)}")
    title, heads, measure = TABLES[part]
    table(title, heads, measure())

"""Measures what pinstripe does without a Stripe; see scripts/bench-local."""

import json
import os
import subprocess
import sys
import tempfile

from bench_tables import table, verdict

PINSTRIPE = os.path.abspath(sys.argv[1])
PARTS = sys.argv[2:]
ROWS = int(os.environ.get("ROWS", 1_000_000))
LINES = 2_000

# Nothing of this machine's accounts gets in.
HOME = tempfile.mkdtemp()
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8"}

# Twenty lines of what scripts are made of.
BLOCK = """\
# Part {n}: what is open, what failed, and who is to be told.
let buyers{n} = query customers where email = "ann{n}@example.com" limit 1
query invoices
  where status = "open" and created >= 2026-01-01 and total > {n}000
  select id, number, customer.name as name, money(total, currency) as total
  order by created desc
  limit 50
for customer in query customers where metadata.tier = "{n}" {{
  update customer $customer.id {{ metadata: {{ reviewed: "part {n}" }} }}
  if $customer.delinquent = true {{ print "${{customer.id}} is delinquent" }}
}}
create customer {{
  email: "bob{n}@example.com",
  address: {{ line1: "{n} Main Street", city: "Berlin", country: "DE" }}
}}
create price {{ currency: "eur", unit_amount: 12{n}, product: "prod_{n}" }}
update invoices where customer = "cus_{n}" {{ description: "Part {n}" }}
query charges where status = "failed" select currency, count() group by currency
execute void invoices where status = "open" and amount_due < {n}
print count($buyers{n})
"""

PYTHON = """
import csv, sys
with open(sys.argv[1], newline="") as file:
    for row in csv.reader(file): pass
"""

# A process is said to need at least the memory of the one that started it: this one is small.
STARTER = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
json.dump([time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss,
    os.waitstatus_to_exitcode(status)], open(sys.argv[1], "w"))
"""


class Run:
    """One run of a program: seconds on the wall and of CPU, and megabytes."""

    def __init__(self, *command):
        usage = path("usage.json")
        starter = subprocess.run(
            [sys.executable, "-I", "-S", "-c", STARTER, usage, *command], env=ENVIRONMENT,
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        with open(usage) as file:
            self.wall, self.cpu, memory, code = json.load(file)
        if code != 0:
            sys.exit(f"{' '.join(command)}: exit {code}\n{starter.stderr.decode()}")
        self.megabytes = memory / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def path(name):
    return os.path.join(HOME, name)


def middle(times, *command):
    """The run of median CPU time; the first is not counted."""
    Run(*command)
    runs = sorted((Run(*command) for _ in range(times)), key=lambda run: run.cpu)
    return runs[len(runs) // 2]


# 1. Starting


def start():
    for name, arguments in (
        ("`--version`", ["--version"]), ("`-e 'print 1'`", ["-e", "print 1"]),
    ):
        run = middle(41, PINSTRIPE, *arguments)
        yield name, f"{run.cpu * 1000:.1f}", f"{run.wall * 1000:.1f}", f"{run.megabytes:.0f}"


# 2. A script


def script():
    file = path("script.stripe")
    with open(file, "w") as out:
        out.writelines(BLOCK.format(n=n) for n in range(1, LINES // BLOCK.count("\n") + 1))
    for command, most in (("check", 40), ("format --check", 40)):
        run = middle(21, PINSTRIPE, *command.split(), file)
        yield (
            f"`{command}`", verdict(run.cpu * 1000, most, 1), f"{run.cpu / LINES * 1e6:.1f}",
            f"{run.megabytes:.0f}",
        )


# 3. Rows of a file


def rows():
    file = path("big.csv")
    with open(file, "w") as out:
        out.write("name,email,description,plan\n")
        for row in range(ROWS):
            out.write(f"Customer {row},c{row}@example.com,Row {row} of the file,gold\n")
    statement = (
        'create customers from "big.csv"'
        " { name: $row.name, email: $row.email, metadata: { plan: $row.plan } }")
    os.chdir(HOME)
    yardstick = middle(1, sys.executable, "-c", PYTHON, file)
    yield "Python's csv.reader", f"{yardstick.cpu / ROWS * 1e6:.1f}", f"{yardstick.megabytes:.0f}"
    run = middle(1, PINSTRIPE, "--sandbox", "--dry-run", "-e", statement)
    yield "`create customers from`", verdict(run.cpu / ROWS * 1e6, 12, 1), f"{run.megabytes:.0f}"


TABLES = {
    "start": ("Starting", ["process", "ms of CPU", "ms", "MB"], start),
    "script": (
        f"A script of {LINES:,} lines, the whole process",
        ["process", "ms of CPU", "µs a line", "MB"], script,
    ),
    "rows": (
        f"A dry run of {ROWS:,} rows of CSV", ["rows", "µs of CPU a row", "MB"], rows,
    ),
}

for part in PARTS or TABLES:
    if part not in TABLES:
        sys.exit(f"there is no {part}; there are {', '.join(TABLES)}")
    title, heads, measure = TABLES[part]
    table(title, heads, measure())

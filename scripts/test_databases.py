"""Fills databases, kills it in the middle, changes what was read; see scripts/test-postgres."""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from many_customers import Customers, customer

BINARY, ROWS = os.path.abspath(sys.argv[1]), int(sys.argv[2])
SOCKETS, PORT = sys.argv[3:5]
# Nothing of this machine's accounts gets in.
HOME = tempfile.mkdtemp()
ENVIRONMENT = {
    "PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8", "STRIPE_API_KEY": "sk_test_many",
    "PGHOST": SOCKETS, "PGPORT": PORT, "PGUSER": "ann", "PGDATABASE": "books",
}
failures = 0


def check(holds, what, *shown):
    global failures
    failures += not holds
    if not holds:
        print(f"✘ {what}", *shown, file=sys.stderr)


def run(*arguments, environment={}, code=0):
    done = subprocess.run(
        [BINARY, *arguments], env=ENVIRONMENT | environment, cwd=HOME, text=True,
        capture_output=True)
    check(done.returncode == code, f"{arguments} ends with {code}", done.returncode, done.stderr)
    return done


class SQLite:
    name = "SQLite"
    address = f"sqlite:{HOME}/books.db"

    def execute(self, sql):
        with sqlite3.connect(f"{HOME}/books.db", timeout=60) as database:
            return database.execute(sql).fetchall()

    def rows(self, table):
        with sqlite3.connect(f"{HOME}/books.db") as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY id")]

    def exists(self, table):
        return self.execute(f"SELECT count(*) FROM sqlite_master WHERE name = '{table}'") == [(1,)]

    @staticmethod
    def stored(name, value):
        """What the database is to return for a value of Stripe's."""
        if isinstance(value, bool):
            return int(value)
        if name == "created":
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(value))
        return value

    @staticmethod
    def read(value, wanted):
        return json.loads(value) if isinstance(wanted, (dict, list)) and value else value


class Postgres:
    name = "PostgreSQL"
    address = f"postgres:///books?host={SOCKETS}&port={PORT}"

    def execute(self, sql, user="ann"):
        done = subprocess.run(
            ["psql", "-qAt", "-v", "ON_ERROR_STOP=1", "-U", user, "-c", sql], env=ENVIRONMENT,
            text=True, capture_output=True)
        check(done.returncode == 0, sql, done.stderr)
        return [tuple(line.split("|")) for line in done.stdout.splitlines()]

    def rows(self, table):
        sql = f"SELECT row_to_json(t) FROM {table} AS t ORDER BY id COLLATE \"C\""
        done = subprocess.run(
            ["psql", "-qAt", "-c", sql], env=ENVIRONMENT, text=True, capture_output=True)
        return [json.loads(line) for line in done.stdout.split("\n") if line]

    def exists(self, table):
        return self.execute(f"SELECT to_regclass('{table}') IS NOT NULL") == [("t",)]

    @staticmethod
    def stored(name, value):
        if name == "created":
            return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(value))
        return value

    @staticmethod
    def read(value, _):
        return value


def compare(database, table, expected):
    """Compares each value of a table with the rows that Stripe sent."""
    found = database.rows(table)
    expected = sorted(expected, key=lambda row: row["id"])
    check(len(found) == len(expected), f"rows of {table}", len(found), len(expected))
    for row, document in zip(found, expected):
        for name, value in row.items():
            given = document.get(name)
            wanted = None if given is None else database.stored(name, given)
            if database.read(value, wanted) != wanted:
                return check(False, f"{row['id']} {name}", repr(value), repr(wanted))


def number(database, sql):
    return int(database.execute(sql)[0][0])


def values(database, server):
    """Each value is stored as Stripe sent it."""
    statement = f'query customers into "{database.address}"'
    done = run("--api-base", server.base, "-e", statement)
    check("rows merged into customers" in done.stderr, "the summary", done.stderr)
    listed = run("--api-base", server.base, "-e", "query customers").stdout
    compare(database, "customers", [json.loads(line) for line in listed.split("\n") if line])
    again = run("--api-base", server.base, "-e", statement)
    check(f"{server.count:,} unchanged" in again.stderr, "a second run", again.stderr)
    database.execute("UPDATE customers SET name = 'x', metadata = NULL WHERE balance > 0")
    mended = run("--api-base", server.base, "-e", statement)
    check(re.search(r": [\d,]+ updated, [\d,]+ unchanged", mended.stderr), "mended", mended.stderr)
    compare(database, "customers", [json.loads(line) for line in listed.split("\n") if line])


def kill(database, count):
    """A run that is killed leaves the table as it was, and is resumed where it ended."""
    server = Customers(count)
    table, staging = "killed", "pinstripe_staging_killed"
    command = [
        BINARY, "--api-base", server.base, "-e",
        f'query customers into "{database.address}" table {table}',
    ]
    running = subprocess.Popen(command, env=ENVIRONMENT, cwd=HOME, stderr=subprocess.DEVNULL)
    while running.poll() is None:
        if database.exists(staging) and number(database, f"SELECT count(*) FROM {staging}") > 0:
            break
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    running.wait()
    check(running.returncode == -signal.SIGKILL, "the run was killed before its end")
    check(not database.exists(table), "the table is not there before its end")
    waiting = number(database, f"SELECT count(*) FROM {staging}")
    server.pages = 0
    done = run(*command[1:])
    check(f"resuming: {waiting:,} rows already staged" in done.stderr, "resumed", done.stderr)
    check(server.pages < count / 100, "fewer requests", server.pages)
    check(not database.exists(staging), "nothing is left behind")
    compare(database, table, [customer(n) for n in range(count)])
    server.shutdown()


def refresh(database):
    """What was created, changed and deleted arrives by `--since last`."""
    sandbox = ["--sandbox", "--sandbox-data", f"{HOME}/{database.name}.sqlite"]
    run(*sandbox, "-e", 'for n in [1, 2, 3, 4, 5, 6] { create customer { name: "N${n}" } }')
    statement = f'query customers where not name like "X%" into "{database.address}" table fresh'
    run(*sandbox, "--since", "last", "-e", statement)
    run(*sandbox, "-e", """
        let c = query customers order by name
        update customer $c[0].id { name: "Changed", metadata: { a: "b" } }
        update customer $c[1].id { name: "X" }
        delete customer $c[2].id
        create customer { name: "New" }
        create customer { name: "X new" }""")
    done = run(*sandbox, "--since", "last", "-e", statement)
    check("2 deleted" in done.stderr, "deleted rows", done.stderr)
    listed = run(*sandbox, "-e", 'query customers where not name like "X%"').stdout
    compare(database, "fresh", [json.loads(line) for line in listed.split("\n") if line])


def tables(database, server):
    """Tables that exist get the columns that they lack, or are refused."""
    api = ["--api-base", server.base]
    into = f'into "{database.address}" table'
    run(*api, "-e", f"query customers limit 5 select id, name {into} grown")
    run(*api, "-e", f"query customers limit 7 select id, balance, metadata {into} grown")
    check(number(database, "SELECT count(*) FROM grown WHERE name IS NOT NULL") == 5, "grown")
    check(number(database, "SELECT count(*) FROM grown WHERE metadata IS NOT NULL") == 7, "grown")
    done = run(*api, "-e", f"query customers select id, balance as name {into} grown", code=2)
    check("the column `name` of the table `grown` has the type" in done.stderr, done.stderr)
    name = 'a"b; DROP TABLE grown; --'
    run(*api, "-e", f"query customers limit 5 {into} '{name}'")
    quoted = '"' + name.replace('"', '""') + '"'
    check(number(database, f"SELECT count(*) FROM {quoted}") == 5, "a hostile name")
    done = run(*api, "-e", f"query customers select count() {into} grown", code=2)
    check("has rows of another kind" in done.stderr, done.stderr)


def locked():
    with sqlite3.connect(f"{HOME}/books.db") as database:
        database.execute("BEGIN EXCLUSIVE")
        done = run("--sandbox", "-e", f'query customers into "{SQLite.address}" table l', code=2)
    check("is locked by another program" in done.stderr, "a locked file", done.stderr)


def refusals(postgres):
    """What a server refuses is told in its words, without a password."""
    postgres.execute("CREATE ROLE reader LOGIN PASSWORD 'r3ader'")
    postgres.execute("CREATE ROLE writer LOGIN PASSWORD 'wr1ter'")
    postgres.execute("CREATE SCHEMA w AUTHORIZATION writer")
    postgres.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")

    def into(address, code, expected, **environment):
        done = run(
            "--sandbox", "--log-level", "debug", "-e", f'query customers into "{address}"',
            environment=environment, code=code)
        check(expected in done.stderr, expected, done.stderr)
        check("wr1ter" not in done.stderr + done.stdout, "the password is shown", done.stderr)

    place = f"127.0.0.1:{PORT}/books"
    search = "options=-csearch_path%3Dw"
    into(f"postgres://writer:wr1ter@{place}?{search}", 0, "merged into customers")
    into(f"postgres://writer@{place}?{search}", 0, "merged", PGPASSWORD="wr1ter")
    into(f"postgres://writer@{place}?password=wr1ter&{search}", 0, "merged")
    into(f"postgres://writer:wr1ter2@{place}", 2, "password authentication failed")
    into(f"postgres://reader:r3ader@{place}", 2, "permission denied")
    into("postgres://writer:wr1ter@127.0.0.1:1/books", 5, "Connection refused")
    into(f"postgres://writer:wr1ter@{place}x", 5, "does not exist")
    into(f"postgres://writer:wr1@ter@{place}", 2, "require escapes")
    into(
        f"postgres://writer:wr1ter@{place}", 2, "read-only",
        PGOPTIONS="-csearch_path=w -cdefault_transaction_read_only=on")
    with open(f"{HOME}/.pgpass", "w") as file:
        file.write(f"127.0.0.1:{PORT}:books:writer:wr1ter\n")
    os.chmod(f"{HOME}/.pgpass", 0o600)
    into(f"postgres://writer@{place}?{search}", 0, "merged")


def measured(command):
    """Runs a command, and returns its seconds, its peak memory in MB and what it said."""
    start, peak = time.monotonic(), 0
    running = subprocess.Popen(
        command, env=ENVIRONMENT, cwd=HOME, stderr=subprocess.PIPE, text=True)
    while running.poll() is None:
        try:
            with open(f"/proc/{running.pid}/status") as status:
                if found := re.search(r"VmHWM:\s+(\d+) kB", status.read()):
                    peak = max(peak, int(found[1]) // 1024)
        except OSError:
            pass
        time.sleep(0.05)
    said = running.stderr.read()
    check(running.returncode == 0, command, said)
    return time.monotonic() - start, peak, said.strip()


def many(database, count):
    """A long table takes no more memory than a short one."""
    peaks = []
    for rows in (min(20_000, count // 10), count):
        server = Customers(rows)
        command = [
            BINARY, "--api-base", server.base, "-e",
            f'query customers into "{database.address}" table many_{rows}',
        ]
        seconds, peak, said = measured(command)
        peaks.append(peak)
        print(f"{database.name}: {said}; {seconds:.0f} s, {peak} MB")
        server.shutdown()
    if os.path.exists("/proc/self/status"):
        check(peaks[1] < peaks[0] + 60, "memory stays flat", peaks)
    check(number(database, f"SELECT count(*) FROM many_{count}") == count, "all rows are there")
    wrong = number(database, f"SELECT count(*) FROM many_{count} WHERE email NOT LIKE 'c%@%'")
    check(wrong == 0, "rows that are mixed up", wrong)


small = Customers(777)
for database in (SQLite(), Postgres()):
    values(database, small)
    kill(database, max(20_000, min(ROWS, 100_000)))
    tables(database, small)
    refresh(database)
    many(database, ROWS)
locked()
refusals(Postgres())
if failures:
    sys.exit(f"{failures} checks failed")
print("SQLite and PostgreSQL have what Stripe sent")

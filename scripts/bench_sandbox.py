"""Measures the sandbox over HTTP; see scripts/bench-sandbox."""

import concurrent.futures
import http.client
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from bench_tables import table, verdict

PINSTRIPE, STORES = sys.argv[1:3]
PARTS = sys.argv[3:]
KEY = "sk_test_bench"
SUBSCRIPTIONS = [int(n) for n in os.environ.get("SUBSCRIPTIONS", "100,1000").split(",")]
COUNTS = [int(count) for count in os.environ.get("COUNTS", "10000,1000000").split(",")]

# Nothing of this machine's accounts gets in.
HOME = tempfile.mkdtemp()
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8"}

# Every kind of clause that Stripe's search has, with many and with few that it finds.
SEARCHES = [
    ("customers", 'email~"example"'), ("customers", 'email~"nobody at all"'),
    ("customers", 'name:"anna"'), ("customers", "phone:null"),
    ("customers", '-name~"ann" AND created>1700000000'),
    ("invoices", "total>100"), ("invoices", "total>99999999"), ("invoices", "-total<100"),
    ("invoices", 'status:"open" AND currency:"jpy"'), ("invoices", '-status:"paid"'),
    ("invoices", 'metadata["channel"]:"web"'), ("invoices", 'metadata["none"]:"x"'),
    ("invoices", 'status:"void" OR total>150000'), ("invoices", 'number~"-50"'),
]


class Client:
    """One connection that stays open."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def send(self, method, path, fields=None):
        body = urllib.parse.urlencode(fields) if fields else None
        headers = {"Authorization": f"Bearer {KEY}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body=body, headers=headers)
        response = self.connection.getresponse()
        answer = response.read()
        if response.status != 200:
            sys.exit(f"{method} {path}: {response.status}\n{answer.decode()[:2000]}")
        return json.loads(answer)

    def search(self, collection, query, **fields):
        query = urllib.parse.urlencode({"query": query, **fields})
        return self.send("GET", f"/v1/{collection}/search?{query}")


class Server:
    """The sandbox over HTTP."""

    name = "pinstripe"

    def __init__(self, store, *options):
        started = time.perf_counter()
        command = [PINSTRIPE, "sandbox", "serve", "--sandbox-data", store, "--port", "0"]
        self.process = subprocess.Popen(
            [*command, *options], stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
        )
        found = re.search(r"http://[\d.]+:(\d+)", self.process.stderr.readline())
        if not found:
            sys.exit("the sandbox was not served: " + self.process.stderr.read())
        self.port = int(found[1])
        self.client().send("GET", "/v1/customers?limit=1")
        self.startup = time.perf_counter() - started
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def client(self):
        return Client(self.port)

    def megabytes(self):
        return peak_megabytes(self.process.pid)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()


class LocalStripe(Server):
    """Another stand-in, which keeps everything in memory."""

    name = "localstripe"

    def __init__(self):
        started = time.perf_counter()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "localstripe", "--port", str(self.port), "--from-scratch"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT,
        )
        while time.perf_counter() - started < 20:
            try:
                self.client().send("GET", "/v1/customers?limit=1")
                break
            except OSError:
                time.sleep(0.02)
        self.startup = time.perf_counter() - started


def peak_megabytes(pid):
    """The largest memory of a process that still runs; 0 where the system does not say."""
    try:
        with open(f"/proc/{pid}/status") as status:
            found = re.search(r"VmHWM:\s+(\d+) kB", status.read())
            return int(found[1]) / 1024 if found else 0
    except OSError:
        return 0


def seed(count):
    """A store of so many customers and invoices; how long it took and what it needed, where it is
    new."""
    store = f"{STORES}/sandbox-{count}.sqlite"
    if os.path.exists(store):
        return store, None
    new = f"{store}.new"
    for old in (new, new + "-wal", new + "-shm"):
        if os.path.exists(old):
            os.remove(old)
    started, peak = time.perf_counter(), 0
    process = subprocess.Popen(
        [PINSTRIPE, "sandbox", "seed", "--sandbox-data", new, "--count", f"customer={count}",
         "--count", f"invoice={count}"], env=ENVIRONMENT, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        peak = max(peak, peak_megabytes(process.pid))
        time.sleep(0.05)
    if process.returncode != 0:
        sys.exit(f"seed: exit {process.returncode}")
    seconds = time.perf_counter() - started
    for suffix in ("-wal", "-shm", ""):
        if os.path.exists(new + suffix):
            os.rename(new + suffix, store + suffix)
    return store, (seconds, peak)


def objects(store):
    import sqlite3

    with sqlite3.connect(store) as database:
        return database.execute("SELECT count(*) FROM objects").fetchone()[0]


def copy(count):
    """A store that may be changed."""
    path = os.path.join(HOME, f"{count}.sqlite")
    shutil.copyfile(seed(count)[0], path)
    return path


def rate(body, seconds=2.0):
    """How often a second something can be done."""
    body(0)
    started, number = time.perf_counter(), 0
    while time.perf_counter() - started < seconds:
        number += 1
        body(number)
    return number / (time.perf_counter() - started)


def middle(body, times=21):
    """The median time of something, in milliseconds."""
    body()
    walls = []
    for _ in range(times):
        started = time.perf_counter()
        body()
        walls.append((time.perf_counter() - started) * 1000)
    return statistics.median(walls)


# 1. Rates


def rates_of(server, name):
    client = server.client()
    ids = [row["id"] for row in client.send("GET", "/v1/customers?limit=100")["data"]]
    creates = rate(lambda number: client.send(
        "POST", "/v1/customers", {"name": f"C {number}", "email": f"c{number}@example.com"}))
    ids = ids or [client.send("GET", "/v1/customers?limit=1")["data"][0]["id"]]
    gets = rate(lambda number: client.send("GET", f"/v1/customers/{ids[number % len(ids)]}"))
    deep = f"/v1/customers?limit=100&starting_after={ids[-1]}"
    pages = rate(lambda number: client.send("GET", deep))
    searches = "–"
    if server.name == "pinstripe":
        searches = f"{rate(lambda n: client.search(*SEARCHES[n % len(SEARCHES)])):,.0f}"
    return (
        name, f"{creates:,.0f}", f"{gets:,.0f}", f"{pages:,.0f}", searches,
        f"{server.startup * 1000:.0f}", f"{server.megabytes():.0f}",
    )


def rates():
    for count in COUNTS:
        with Server(copy(count)) as server:
            yield rates_of(server, f"pinstripe, {count:,} customers")
    try:
        import localstripe  # noqa: F401
    except ImportError:
        return
    with LocalStripe() as server:
        client = server.client()
        for number in range(1000):
            client.send("POST", "/v1/customers", {"name": f"C {number}"})
        yield rates_of(server, "localstripe, 1,000 customers")


# 2. Searches


def searches():
    servers = [Server(seed(count)[0]) for count in COUNTS]
    try:
        for collection, query in SEARCHES:
            for fields in ({}, {"expand[]": "total_count"}):
                times = [
                    middle(lambda: server.client().search(collection, query, **fields))
                    for server in servers
                ]
                name = f"`{collection}` `{query}`{', counted' if fields else ''}"
                yield (name, *(f"{wall:.2f}" for wall in times), f"{times[-1] / times[0]:.1f}")
    finally:
        for server in servers:
            server.__exit__()


# 3. A get beside slow searches


def beside():
    for count in COUNTS:
        with Server(seed(count)[0]) as server:
            client = server.client()
            one = client.send("GET", "/v1/customers?limit=1")["data"][0]["id"]
            alone = middle(lambda: client.send("GET", f"/v1/customers/{one}"), 201)
            stop = threading.Event()

            def search():
                other = server.client()
                while not stop.is_set():
                    other.search(
                        "customers", '-email~"example" OR -name~"nobody"', limit=100,
                        **{"expand[]": "total_count"})

            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                for _ in range(4):
                    pool.submit(search)
                time.sleep(0.3)
                busy = middle(lambda: client.send("GET", f"/v1/customers/{one}"), 201)
                stop.set()
            yield f"{count:,}", f"{alone:.2f}", f"{busy:.2f}", verdict(busy / alone, 10)


# 4. Events


def events():
    with socket.socket() as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.listen(64)
        address = f"http://127.0.0.1:{receiver.getsockname()[1]}/"
        threading.Thread(target=answer_all, args=(receiver,), daemon=True).start()
        own = None
        for name, destination in (("no webhook", None), ("a webhook", address)):
            with Server(os.path.join(HOME, f"events-{bool(destination)}.sqlite")) as server:
                client = server.client()
                if destination:
                    client.send(
                        "POST", "/v1/webhook_endpoints",
                        {"url": destination, "enabled_events[]": "*"})
                wall = middle(lambda: client.send("POST", "/v1/customers", {"name": "C"}), 301)
                own = own or wall
                yield name, f"{wall:.2f}", f"{wall / own:.2f}"


def answer_all(receiver):
    while True:
        try:
            connection, _ = receiver.accept()
        except OSError:
            return
        threading.Thread(target=answer, args=(connection,), daemon=True).start()


def answer(connection):
    with connection:
        while connection.recv(1 << 20):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


# 5. Seeding


def seeding():
    for count in COUNTS:
        store, made = seed(count)
        rows, size = objects(store), os.path.getsize(store) / 1e6
        if made is None:
            yield f"{count:,}", f"{rows:,}", f"{size:,.0f}", "there already", ""
            continue
        speed = rows / made[0]
        missed = "" if speed >= 10_000 or count < 100_000 else " MISSED"
        yield f"{count:,}", f"{rows:,}", f"{size:,.0f}", f"{speed:,.0f}{missed}", f"{made[1]:.0f}"


# 6. The embedded sandbox


def embedded():
    """All invoices of a store, read without a server."""
    output = os.path.join(HOME, "embedded.ndjson")
    for count in COUNTS:
        store = seed(count)[0]
        command = [PINSTRIPE, "--sandbox", "--sandbox-data", store, "-e", "query invoices"]
        with open(output, "wb") as file:
            process = subprocess.Popen(command, env=ENVIRONMENT, stdout=file)
            _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit(f"query invoices: exit {os.waitstatus_to_exitcode(status)}")
        with open(output, "rb") as file:
            rows = sum(1 for _ in file)
        cpu, unit = usage.ru_utime + usage.ru_stime, 1 << 20 if sys.platform == "darwin" else 1 << 10
        yield f"{rows:,}", verdict(cpu / rows * 1e6, 50), f"{usage.ru_maxrss / unit:.0f}"


# 7. A year of subscriptions


def listed(client, path):
    """The number of objects of a list; a search counts no more than ten thousand exactly."""
    count, place = 0, ""
    while True:
        page = client.send("GET", f"{path}?limit=100{place}")
        count += len(page["data"])
        if not page["has_more"]:
            return count
        place = f"&starting_after={page['data'][-1]['id']}"


def clock():
    """The sandbox's own clock advanced by a year over monthly subscriptions."""
    for count in SUBSCRIPTIONS:
        store = os.path.join(HOME, f"clock-{count}.sqlite")
        with Server(store) as server:
            subscribe(server.client(), count)
        started, peak = time.perf_counter(), 0
        command = [PINSTRIPE, "sandbox", "clock", "advance", "1y", "--sandbox-data", store]
        process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        while process.poll() is None:
            peak = max(peak, peak_megabytes(process.pid))
            time.sleep(0.02)
        if process.returncode != 0:
            sys.exit(f"clock advance: exit {process.returncode}")
        seconds = time.perf_counter() - started
        with Server(store) as server:
            invoices = listed(server.client(), "/v1/invoices")
        if invoices != 13 * count:
            sys.exit(f"{invoices} invoices of {count} subscriptions")
        yield (
            f"{count:,}", f"{invoices:,}", verdict(seconds, 60), f"{seconds / count * 1000:.1f}",
            f"{peak:.0f}",
        )


def subscribe(client, count):
    price = client.send("POST", "/v1/prices", {
        "currency": "usd", "unit_amount": 1000, "product_data[name]": "Tea",
        "recurring[interval]": "month"})["id"]
    for number in range(count):
        card = "pm_card_visa"
        customer = client.send("POST", "/v1/customers", {
            "name": f"C {number}", "payment_method": card,
            "invoice_settings[default_payment_method]": card})["id"]
        client.send("POST", "/v1/subscriptions", {
            "customer": customer, "items[0][price]": price})


TABLES = {
    "seed": (
        "Seeding", ["customers and invoices", "objects", "MB", "objects/s, 10,000", "MB resident"],
        seeding,
    ),
    "rates": (
        "What is done in a second, over one connection",
        ["sandbox", "creates", "gets", "pages of 100", "searches", "start-up ms", "MB resident"],
        rates,
    ),
    "searches": (
        "The first page of a search, in milliseconds",
        ["query", *(f"{count:,}" for count in COUNTS), "ratio"], searches,
    ),
    "beside": (
        "A get beside four searches", ["customers", "alone ms", "beside ms", "ratio"], beside,
    ),
    "events": ("A create and its events", ["events go to", "ms", "× alone"], events),
    "embedded": (
        "`query invoices` in the embedded sandbox", ["rows", "µs of CPU a row", "MB resident"],
        embedded,
    ),
    "clock": (
        "A year on the sandbox's own clock",
        ["monthly subscriptions", "invoices", "seconds", "ms each", "MB resident"], clock,
    ),
}

for part in PARTS or TABLES:
    if part not in TABLES:
        sys.exit(f"there is no {part}; there are {', '.join(TABLES)}")
    title, heads, measure = TABLES[part]
    table(title, heads, measure())

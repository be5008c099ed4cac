"""A stand-in for Stripe that is not pinstripe's sandbox, for scripts/bench: invoices over HTTP, with
latency and a token bucket whose burst is one second's worth. It lists, gets and searches, keeps all
answers as bytes, and prints what was asked of it as one line of JSON once it is interrupted.

    bench_server.py ROWS {even,bursty} LATENCY_SECONDS RATE_PER_SECOND|none
"""

import asyncio
import bisect
import json
import random
import re
import signal
import sys
import time
import urllib.parse

ROWS, SPREAD = int(sys.argv[1]), sys.argv[2]
LATENCY = float(sys.argv[3])
RATE = None if sys.argv[4] == "none" else float(sys.argv[4])
NEWEST = 1_764_000_000
STATUSES = ["paid"] * 70 + ["open"] * 17 + ["draft"] * 8 + ["void"] * 3 + ["uncollectible"] * 2
# A body of an invoice has some 3.6 kB: fields and lines that nothing asks for.
PADDING = {
    "account_country": "US", "attempt_count": 1, "auto_advance": False, "currency": "usd",
    "customer_address": {"city": "Springfield", "country": "US", "line1": "1 Main Street"},
    "lines": {
        "object": "list", "has_more": False, "url": "/v1/invoices/lines",
        "data": [
            {"id": f"il_{index}", "object": "line_item", "amount": 1000, "currency": "usd",
             "description": "One month of the plan that most people have, " * 4,
             "metadata": {"order": "6735", "note": "x" * 300}, "quantity": 1}
            for index in range(4)
        ],
    },
    "metadata": {}, "payment_settings": {"payment_method_types": None}, "subtotal": 0,
}


def seconds():
    """The seconds of all invoices, newest first: a year of them, or half of them within 20 hours."""
    dice = random.Random(7)
    year = 365 * 86_400
    if SPREAD == "bursty":
        burst = NEWEST - year // 3
        times = [
            burst - dice.randrange(72_000) if index % 2 else NEWEST - dice.randrange(year)
            for index in range(ROWS)
        ]
    else:
        times = [NEWEST - index * year // ROWS for index in range(ROWS)]
    return sorted(times, reverse=True)


def invoices():
    dice = random.Random(11)
    for index, created in enumerate(seconds()):
        row = {
            "id": f"in_{index:08}", "object": "invoice", "created": created,
            "customer": f"cus_{dice.randrange(500):04}", "status": dice.choice(STATUSES),
            "total": int(dice.paretovariate(1.5) * 1_000), "number": f"A-{index:08}",
        }
        yield row, json.dumps({**row, **PADDING}, indent=2).encode()


ALL = list(invoices())
FIELDS = [row for row, _ in ALL]
BODIES = [body for _, body in ALL]
PLACES = {row["id"]: place for place, row in enumerate(FIELDS)}
AGES = [-row["created"] for row in FIELDS]
BY_STATUS = {
    name: [place for place, row in enumerate(FIELDS) if row["status"] == name]
    for name in set(STATUSES)
}
STATS = {"requests": 0, "limited": 0, "searches": 0, "widest": 0}


class Bucket:
    """The burst is one second's worth; refused requests do not count."""

    def __init__(self, rate):
        self.rate, self.tokens, self.filled = rate, rate, time.monotonic()

    def takes(self):
        now = time.monotonic()
        self.tokens = min(self.rate, self.tokens + (now - self.filled) * self.rate)
        self.filled = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


BUCKET = Bucket(RATE) if RATE else None


def page(places, size, url, extra=b""):
    """A list of the first of some places, and whether there are more."""
    rows = b",\n".join(BODIES[place] for place in places[:size])
    more = b"true" if len(places) > size else b"false"
    return (
        b'{"object": "list", "url": "' + url + b'", "has_more": ' + more + extra
        + b', "data": [' + rows + b"]}"
    )


def listed(query):
    size = int(query.get("limit", "10"))
    places = BY_STATUS.get(query["status"], []) if "status" in query else range(ROWS)
    newest = min(
        [int(query[f"created[{name}]"]) - less for name, less in (("lte", 0), ("lt", 1))
         if f"created[{name}]" in query], default=None)
    oldest = max(
        [int(query[f"created[{name}]"]) + more for name, more in (("gte", 0), ("gt", 1))
         if f"created[{name}]" in query], default=None)
    start = 0 if newest is None else bisect.bisect_left(AGES, -newest)
    end = ROWS if oldest is None else bisect.bisect_right(AGES, -oldest)
    if "starting_after" in query:
        start = max(start, PLACES[query["starting_after"]] + 1)
    low, high = bisect.bisect_left(places, start), bisect.bisect_left(places, end)
    found = places[low:max(low, min(high, low + size + 1))]
    if "customer" in query:
        found = [place for place in places[low:high]
                 if FIELDS[place]["customer"] == query["customer"]][:size + 1]
    return page(found, size, b"/v1/invoices")


CLAUSE = re.compile(r"(-?)(\w+)\s*(:|<=|>=|<|>)\s*(?:[\"']([^\"']*)[\"']|(\d+|null))")
COMPARES = {
    ":": lambda field, value: field == value, "<": lambda field, value: field < value,
    ">": lambda field, value: field > value, "<=": lambda field, value: field <= value,
    ">=": lambda field, value: field >= value,
}
SEARCHES = {}


def searched(query):
    text = query["query"]
    if text not in SEARCHES:
        tests = []
        for negated, name, operator, quoted, plain in CLAUSE.findall(text):
            value = None if plain == "null" else quoted or plain
            if name in ("created", "total"):
                value = int(value)
            tests.append((name, COMPARES[operator], value, bool(negated)))
        SEARCHES[text] = [
            place for place, row in enumerate(FIELDS)
            if all(compares(row[name], value) != negated for name, compares, value, negated in tests)
        ]
    places = SEARCHES[text]
    start, size = int(query.get("page", "0")), int(query.get("limit", "10"))
    next_page = f'"{start + size}"' if len(places) > start + size else "null"
    extra = f', "next_page": {next_page}'
    if "total_count" in [query.get("expand[]"), query.get("expand[0]")]:
        extra += f', "total_count": {min(len(places), 10_000)}'
    return page(places[start:], size, b"/v1/invoices/search", extra.encode())


def answer(target):
    path, _, text = target.partition("?")
    query = dict(urllib.parse.parse_qsl(text))
    if path == "/v1/invoices":
        return 200, listed(query)
    if path == "/v1/invoices/search":
        STATS["searches"] += 1
        return 200, searched(query)
    place = PLACES.get(path.removeprefix("/v1/invoices/"))
    if place is not None:
        return 200, BODIES[place]
    error = {"type": "invalid_request_error", "code": "resource_missing", "message": "No such path"}
    return 404, json.dumps({"error": error}).encode()


class Connection(asyncio.Protocol):
    under_way = 0

    def connection_made(self, transport):
        self.transport, self.received = transport, b""

    def data_received(self, data):
        self.received += data
        while b"\r\n\r\n" in self.received:
            head, self.received = self.received.split(b"\r\n\r\n", 1)
            Connection.under_way += 1
            STATS["requests"] += 1
            STATS["widest"] = max(STATS["widest"], Connection.under_way)
            reply = self.reply(head.split(b" ", 2)[1].decode())
            if LATENCY:
                asyncio.get_running_loop().call_later(LATENCY, self.send, reply)
            else:
                self.send(reply)

    def reply(self, target):
        headers = b"Content-Type: application/json\r\nRequest-Id: req_1\r\n"
        if BUCKET and not BUCKET.takes():
            STATS["limited"] += 1
            status, headers = 429, headers + b"Stripe-Rate-Limited-Reason: global-rate\r\n"
            body = b'{"error": {"type": "invalid_request_error", "code": "rate_limit"}}'
        else:
            status, body = answer(target)
        start = f"HTTP/1.1 {status} Status\r\nContent-Length: {len(body)}\r\n".encode()
        return [start + headers + b"\r\n", body]

    def send(self, reply):
        Connection.under_way -= 1
        self.transport.writelines(reply)


async def main():
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, stopped.set)
    server = await loop.create_server(Connection, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await stopped.wait()
    print(json.dumps(STATS), flush=True)


asyncio.run(main())

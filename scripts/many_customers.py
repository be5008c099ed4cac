"""Any number of customers, listed as Stripe lists them, for scripts that need a million."""

import http.server
import json
import threading
import urllib.parse

NEWEST = 1_790_000_000
# What a database must store and never read as SQL, as its own escapes or as anything but text.
NAMES = [
    "Ann", "O'Neill \"Bo\"; DROP TABLE customers; --", "tab\there\nand a line", "\\N", "\\.",
    "ünï\u2028code \U0001F600", "", "'); --", "C:\\new\\table", "a,b;c|d",
]


def customer(number):
    """The customer of a number; the newest has the number 0, and three share each second."""
    return {
        "id": f"cus_{number:09d}", "object": "customer", "created": NEWEST - number // 3,
        "name": NAMES[number % len(NAMES)], "email": f"c{number}@example.com",
        "balance": (number % 7 - 3) * 10**12, "currency": "usd" if number % 2 else None,
        "delinquent": number % 5 == 0, "livemode": False, "preferred_locales": ["en", "de"],
        "metadata": {"n": str(number), "odd \"key\"": "ü\n\\"},
        "address": {"city": "Köln", "line1": None} if number % 3 else None,
    }


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        path, _, query = self.path.partition("?")
        asked = dict(urllib.parse.parse_qsl(query))
        if path == "/v1/customers":
            body = self.server.page(asked)
        else:
            body = b'{"id":"acct_1","object":"account"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Customers(http.server.ThreadingHTTPServer):
    """A server of customers on a port of this machine."""

    daemon_threads = True
    request_queue_size = 100

    def __init__(self, count):
        super().__init__(("127.0.0.1", 0), Handler)
        self.count = count
        self.pages = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        """Clients that are killed leave their connections in the middle."""

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def page(self, asked):
        self.pages += 1
        limit = int(asked.get("limit", 10))
        # The numbers of the first customer within the bounds, and of the first beyond them.
        first, end = 0, self.count
        for bound, seconds in asked.items():
            if bound in ("created[lte]", "created[lt]"):
                latest = int(seconds) - (bound == "created[lt]")
                first = max(first, 3 * (NEWEST - latest))
            elif bound in ("created[gte]", "created[gt]"):
                earliest = int(seconds) + (bound == "created[gt]")
                end = min(end, 3 * (NEWEST - earliest) + 3)
        if "starting_after" in asked:
            first = max(first, int(asked["starting_after"][4:]) + 1)
        last = max(first, min(end, first + limit))
        rows = [customer(number) for number in range(first, last)]
        page = {"object": "list", "url": "/v1/customers", "has_more": last < end, "data": rows}
        return json.dumps(page).encode()

"""Stripe's Python SDK against pinstripe's sandbox, pinstripe against localstripe; see scripts/peers."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time

import stripe

from served import served

PINSTRIPE = sys.argv[1]
KEY = "sk_test_peers"
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": tempfile.mkdtemp(), "STRIPE_API_KEY": KEY}

failures = 0


def report(who, what, check):
    """Prints one row of the table; `check` returns a text, or raises."""
    global failures
    try:
        outcome = check()
    except Exception as error:  # Whatever goes wrong is what the table is for.
        outcome = f"**no**: {type(error).__name__} {error}".splitlines()[0]
        failures += 1
    print(f"| {who} | {what} | {outcome} |", flush=True)


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r} is not {expected!r}")
    return "yes"


# -- the SDK against the sandbox


def check_sdk(base):
    client = stripe.StripeClient(KEY, base_addresses={"api": base}).v1
    who = "Python SDK 16.1.0 → sandbox"
    state = {}

    def create():
        state["customer"] = client.customers.create(
            {
                "email": "ann@example.com",
                "metadata": {"tier": "gold"},
                "payment_method": "pm_card_visa",
                "invoice_settings": {"default_payment_method": "pm_card_visa"},
            }
        )
        made = state["customer"]
        return equal((made.email, made.metadata["tier"]), ("ann@example.com", "gold"))

    def page():
        for number in range(25):
            client.customers.create({"name": f"Customer {number}"})
        rows = list(client.customers.list({"limit": 10}).auto_paging_iter())
        equal(len({row.id for row in rows}), 26)
        return equal([row.name for row in rows[:2]], ["Customer 24", "Customer 23"])

    def page_back():
        oldest = list(client.customers.list({"limit": 10}).auto_paging_iter())[-1]
        rows = client.customers.list({"limit": 5, "ending_before": oldest.id}).auto_paging_iter()
        return equal(len(list(rows)), 25)

    def search():
        query = "metadata['tier']:'gold' AND email~'ann'"
        rows = client.customers.search({"query": query, "limit": 5}).auto_paging_iter()
        return equal([row.id for row in rows], [state["customer"].id])

    def update():
        changed = client.customers.update(state["customer"].id, {"metadata": {"tier": "", "po": "7"}})
        return equal(changed.metadata.to_dict(), {"po": "7"})

    def finalize():
        invoice = client.invoices.create({"customer": state["customer"].id})
        client.invoice_items.create(
            {"customer": state["customer"].id, "invoice": invoice.id, "amount": 2000, "currency": "usd"}
        )
        state["invoice"] = client.invoices.finalize_invoice(invoice.id, {"auto_advance": False})
        return equal((state["invoice"].status, state["invoice"].amount_due), ("open", 2000))

    def pay():
        paid = client.invoices.pay(state["invoice"].id)
        return equal((paid.status, paid.amount_remaining), ("paid", 0))

    def lines():
        rows = client.invoices.line_items.list(state["invoice"].id)
        return equal([row.amount for row in rows.data], [2000])

    def expand():
        found = client.invoices.retrieve(state["invoice"].id, {"expand": ["customer"]})
        return equal(found.customer.email, "ann@example.com")

    def confirm():
        intent = client.payment_intents.create(
            {"amount": 500, "currency": "usd", "payment_method": "pm_card_visa",
             "allowed_payment_method_types": ["card"]}
        )
        return equal(client.payment_intents.confirm(intent.id).status, "succeeded")

    def declined():
        try:
            client.payment_intents.create(
                {"amount": 500, "currency": "usd", "payment_method": "pm_card_chargeDeclined",
                 "allowed_payment_method_types": ["card"], "confirm": True}
            )
        except stripe.CardError as error:
            return equal((error.http_status, error.code), (402, "card_declined"))
        raise AssertionError("the card was not declined")

    def missing():
        try:
            client.customers.retrieve("cus_nobody")
        except stripe.InvalidRequestError as error:
            return equal((error.http_status, error.code, error.param), (404, "resource_missing", "id"))
        raise AssertionError("there is no such customer")

    def wrong_key():
        stranger = stripe.StripeClient("sk_test_no-key", base_addresses={"api": base}).v1
        try:
            stranger.customers.list()
        except stripe.AuthenticationError as error:
            return equal(error.http_status, 401)
        raise AssertionError("the key was taken")

    def replay():
        options = {"idempotency_key": "once"}
        made = [client.customers.create({"name": "Once"}, options).id for _ in range(2)]
        return equal(made[0], made[1])

    def delete():
        gone = client.customers.delete(state["customer"].id)
        return equal((gone.id, gone.deleted), (state["customer"].id, True))

    steps = {
        "create, with metadata and a test card": create,
        "list with auto-paging": page,
        "auto-paging backwards": page_back,
        "search with auto-paging": search,
        "update, one key unset": update,
        "finalize an invoice": finalize,
        "pay it": pay,
        "its lines": lines,
        "expand": expand,
        "confirm a payment intent": confirm,
        "a declined card is a CardError": declined,
        "a missing object is an InvalidRequestError": missing,
        "a wrong key is an AuthenticationError": wrong_key,
        "an idempotency key replays": replay,
        "delete": delete,
    }
    for what, step in steps.items():
        report(who, what, step)


# -- pinstripe against localstripe


def localstripe():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "localstripe", "--port", str(port), "--from-scratch"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, f"http://127.0.0.1:{port}"
        time.sleep(0.05)
    sys.exit("localstripe does not answer")


# What to run, and what it must print. localstripe has no search, no prices, and invoices of
# subscriptions only; what it lacks stands at the end, with the exit code that tells so.
STATEMENTS = [
    ("create", """create customer { email: "ann@example.com", metadata: { tier: "gold" } }
                  create customer { email: "bo@example.com" }
                  create customer { email: "cy@example.com" }""", None),
    ("list, one row a page", "print count(list customers page size 1)", [3]),
    ("query any condition", """query customers where email like "%o@%" or metadata.tier = "gold"
        select email order by email""",
     [{"email": "ann@example.com"}, {"email": "bo@example.com"}]),
    ("get", 'let c = retrieve customer where email = "bo@example.com"; get customer $c.id select email',
     [{"email": "bo@example.com"}]),
    ("update, nested and unset", """let c = retrieve customer where email = "ann@example.com"
        let new = update customer $c.id { description: "VIP", metadata: { tier: null, po: "7" } }
        print [$new.description, $new.metadata.po]""", [["VIP", "7"]]),
    ("delete by condition", 'delete customers where email like "cy%"', None),
    ("count", "print count(query customers)", [2]),
    ("payment: method, attach, confirm, refund", """
        let c = retrieve customer where email = "bo@example.com"
        let card = create payment_method { type: "card",
          card: { number: "4242424242424242", exp_month: 12, exp_year: 2030, cvc: "123" } }
        let attached = execute attach payment_method $card.id { customer: $c.id }
        let paid = create payment_intent { amount: eur 7.00, currency: "eur", customer: $c.id,
          payment_method: $card.id, confirm: true }
        let ready = update customer $c.id { invoice_settings: { default_payment_method: $card.id } }
        let back = create refund { payment_intent: $paid.id, amount: 200 }
        print [$paid.status, $back.amount]""", [["succeeded", 200]]),
    ("charges it left", "list charges select amount, amount_refunded",
     [{"amount": 700, "amount_refunded": 200}]),
    ("the escape hatch: a plan and a subscription", """
        let c = retrieve customer where email = "bo@example.com"
        let cup = create product { name: "Cup" }
        let plan = request POST "/v1/plans" { id: "monthly", product: $cup.id, amount: 900,
          currency: "eur", interval: "month" }
        let sub = request POST "/v1/subscriptions" { customer: $c.id, items: [{ plan: "monthly" }] }
        print $sub.status""", None),
    ("its invoice", "list invoices select total", [{"total": 900}]),
    ("lines of it", "for i in list invoices { list lines of invoice $i.id select amount }",
     [{"amount": 900}]),
    ("events, two a page", "print count(list events limit 5 page size 2)", [5]),
]
LACKING = [
    ("search: its 404 is told", 'query customers where email = "bo@example.com" via search', 1),
    ("prices: its 404 is told", 'list prices', 1),
    ("a missing customer: its 404 is told", "get customer cus_nobody", 1),
]


def check_localstripe(base):
    who = "pinstripe → localstripe 1.15.10"

    def run(statements):
        command = [PINSTRIPE, "--api-base", base, "-e", statements]
        return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT)

    def prints(statements, expected):
        done = run(statements)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        rows = [json.loads(line) for line in done.stdout.splitlines() if line[0] in "[{0123456789"]
        return "yes" if expected is None else equal(rows, expected)

    for what, statements, expected in STATEMENTS:
        report(who, what, lambda: prints(statements, expected))
    for what, statements, code in LACKING:
        report(who, what, lambda: equal(run(statements).returncode, code))


def main():
    print("| who | what | works |\n| --- | --- | --- |")
    server, base = served(PINSTRIPE, ENVIRONMENT)
    try:
        check_sdk(base)
    finally:
        server.kill()
    server, base = localstripe()
    try:
        check_localstripe(base)
    finally:
        server.kill()
    sys.exit(failures > 0)


main()

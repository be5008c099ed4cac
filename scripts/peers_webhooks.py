"""Deliveries of pinstripe's sandbox, verified by Stripe's Python SDK; see scripts/peers-webhooks."""

import http.server
import json
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading

import stripe

from sdk_types import Checker

PINSTRIPE = sys.argv[1]
HOME = tempfile.mkdtemp()
DATA = os.path.join(HOME, "sandbox.sqlite")
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": HOME}
received = {"/hook": queue.Queue(), "/forward": queue.Queue()}


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received[self.path].put((body, self.headers["Stripe-Signature"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


def serve(*options):
    server = subprocess.Popen(
        [PINSTRIPE, "sandbox", "serve", "--sandbox-data", DATA, "--port", "0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT,
    )
    for line in server.stderr:
        if found := re.search(r"http://127[\d.]+:\d+", line) if "listening" in line else None:
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return server, found[0], server.stdout.readline().strip()
    sys.exit("the sandbox was not served")


def event(secret, path):
    """The next delivery to a path, verified."""
    body, signature = received[path].get(timeout=30)
    return stripe.Webhook.construct_event(body, signature, secret)


def check(what, found, expected):
    print(f"| {stripe.VERSION} | {what} | {'yes' if found == expected else f'**no**: {found!r}'} |")
    if found != expected:
        sys.exit(1)


def subscribed(customer, endpoint):
    """What is not of the release's types in the event of a subscription."""
    price = stripe.Price.create(
        currency="usd", unit_amount=900, recurring={"interval": "month"},
        product_data={"name": "Tea"},
    )
    stripe.Subscription.create(
        customer=customer.id, items=[{"price": price.id}], trial_period_days=3
    )
    while True:
        body, signature = received["/hook"].get(timeout=30)
        stripe.Webhook.construct_event(body, signature, endpoint.secret)
        event = json.loads(body)
        if event["type"] == "customer.subscription.created":
            break
    checker = Checker(stripe)
    checker.check(event, "event")
    checker.check(event["data"]["object"], "subscription")
    return checker.faults


def main():
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{receiver.server_address[1]}"
    server, base, forwarded = serve(
        "--forward", f"{here}/forward", "--events", "customer.created",
        "--fail-deliveries", "doubled=100%",
    )
    try:
        stripe.api_key, stripe.api_base = "sk_test_webhooks", base
        endpoint = stripe.WebhookEndpoint.create(
            url=f"{here}/hook", api_version=stripe.api_version,
            enabled_events=["customer.created", "customer.updated", "customer.subscription.created"],
        )
        ann = stripe.Customer.create(name="Ann")
        first = event(endpoint.secret, "/hook")
        check("verified", (first.type, first.data.object.id), ("customer.created", ann.id))
        check("its own version", first.api_version, stripe.api_version)
        check("doubled", event(endpoint.secret, "/hook").id, first.id)
        stripe.Customer.modify(ann.id, name="Bo")
        second = event(endpoint.secret, "/hook")
        check("in order", second.type, "customer.updated")
        changed = second.data.previous_attributes
        check("previous attributes", changed["name"], "Ann")
        event(endpoint.secret, "/hook")
        check("listed", [row.id for row in stripe.Event.list()], [second.id, first.id])
        stripe.Customer.modify(ann.id, name="Cy")
        try:
            event("whsec_other", "/hook")
            check("another secret", "accepted", "refused")
        except stripe.SignatureVerificationError:
            check("another secret", "refused", "refused")
        event(endpoint.secret, "/hook")
        command = [PINSTRIPE, "sandbox", "resend", "--sandbox-data", DATA, first.id]
        subprocess.run(command, check=True, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
        check("sent again", event(endpoint.secret, "/hook").id, first.id)
        check("forwarded", event(forwarded, "/forward").id, first.id)
        check("the types of its version", subscribed(ann, endpoint), [])
    finally:
        server.terminate()
        server.wait()


main()

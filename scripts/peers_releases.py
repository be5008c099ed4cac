"""One release of Stripe's Python SDK against pinstripe's sandbox, each answer held to the types that
the release gives it; see scripts/peers. Usage: peers_releases.py PINSTRIPE [--all]"""

import json
import os
import re
import sys
import tempfile
import time

import stripe
import stripe._http_client as http

from sdk_types import Checker
from served import served

PINSTRIPE = sys.argv[1]
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": tempfile.mkdtemp()}
MAJOR = int(stripe.VERSION.split(".")[0])
# The first releases with a change of the API's.
BASIL, CLOVER, DAHLIA, ENDIVE = 12, 13, 15, 16


# Of another name in older releases.
Plain = getattr(http, "UrllibClient", None) or http.Urllib2Client


class Watching(Plain):
    """Holds whatever comes back to the SDK's types."""

    def __init__(self, checker):
        super().__init__()
        self.checker = checker

    def request(self, method, url, headers, post_data=None):
        body, status, answered = super().request(method, url, headers, post_data)
        if status == 200:
            path = re.sub(r"^https?://[^/]*|\?.*", "", url)
            self.checker.check(json.loads(body), f"{method.upper()} {path}:")
        return body, status, answered


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r} is not {expected!r}")


def refused(call, kind, **expected):
    """Holds a refusal to the SDK's class of errors and to what it says."""
    try:
        call()
    except stripe.StripeError as error:
        equal(type(error).__name__, kind)
        for name, value in expected.items():
            equal(getattr(error, name), value)
        return
    raise AssertionError(f"no {kind} came")


class Scenario:
    """What a shop does, in the words of a release; steps in the order of their definition."""

    def __init__(self, client):
        self.client = getattr(client, "v1", client)
        self.key = f"key-{time.time_ns()}"

    def types(self, *types):
        name = "payment_method_types" if MAJOR < ENDIVE else "allowed_payment_method_types"
        return {name: list(types)}

    def coupons(self, coupon):
        return {"coupon": coupon} if MAJOR < BASIL else {"discounts": [{"coupon": coupon}]}

    def step_customers(self):
        customers = self.client.customers
        self.customer = customers.create({
            "email": "ann@example.com", "name": "Ann", "metadata": {"tier": "gold"},
            "address": {"line1": "1 Main St", "country": "US", "postal_code": "94107"},
            "shipping": {"name": "Ann", "address": {"line1": "1 Main St", "country": "US"}},
            "payment_method": "pm_card_visa",
            "invoice_settings": {"default_payment_method": "pm_card_visa"},
        })
        equal(self.customer.metadata["tier"], "gold")
        equal(customers.update(self.customer.id, {"phone": "1"}).phone, "1")
        customers.retrieve(self.customer.id, {"expand": ["tax", "subscriptions", "sources"]})
        for number in range(12):
            customers.create({"name": f"Customer {number}"})
        rows = list(customers.list({"limit": 5}).auto_paging_iter())
        equal(len({row.id for row in rows}), 13)
        query = "metadata['tier']:'gold'"
        found = list(customers.search({"query": query}).auto_paging_iter())
        equal([row.id for row in found], [self.customer.id])
        gone = customers.delete(rows[0].id)
        equal(gone.deleted, True)
        customers.balance_transactions.create(
            self.customer.id, {"amount": 100, "currency": "usd"}
        )
        customers.balance_transactions.list(self.customer.id)
        customers.tax_ids.create(self.customer.id, {"type": "eu_vat", "value": "DE123456789"})
        customers.tax_ids.list(self.customer.id)

    def step_products_and_prices(self):
        self.product = self.client.products.create({
            "name": "Cup", "default_price_data": {"currency": "usd", "unit_amount": 500},
            "images": ["https://example.com/cup.png"], "metadata": {"a": "b"},
        })
        self.client.products.list({"active": True, "expand": ["data.default_price"]})
        self.client.products.search({"query": "name:'Cup'"})
        prices = self.client.prices
        self.monthly = prices.create({
            "currency": "usd", "unit_amount": 1500, "product": self.product.id,
            "recurring": {"interval": "month"}, "lookup_key": "monthly",
        })
        self.once = prices.create(
            {"currency": "usd", "unit_amount": 700, "product": self.product.id}
        )
        self.tiered = prices.create({
            "currency": "usd", "product": self.product.id, "billing_scheme": "tiered",
            "tiers_mode": "graduated", "recurring": {"interval": "month"},
            "tiers": [{"up_to": 5, "unit_amount": 100}, {"up_to": "inf", "unit_amount": 50}],
            "expand": ["tiers"],
        })
        prices.create({
            "currency": "usd", "unit_amount_decimal": "1.5", "product": self.product.id,
            "currency_options": {"eur": {"unit_amount": 2}}, "expand": ["currency_options"],
        })
        prices.list({"limit": 3, "expand": ["data.product"]})
        self.plan = self.client.plans.create({
            "currency": "usd", "amount": 900, "interval": "month", "product": self.product.id,
        })
        self.client.plans.list()
        self.client.tax_rates.create(
            {"display_name": "VAT", "percentage": 19, "inclusive": False, "country": "DE"}
        )
        self.client.shipping_rates.create({
            "display_name": "Post", "type": "fixed_amount",
            "fixed_amount": {"amount": 300, "currency": "usd"},
        })

    def step_payment_methods(self):
        methods = self.client.payment_methods
        card = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2035, "cvc": "123"}
        self.card = methods.create({
            "type": "card", "card": card, "billing_details": {"name": "Ann"},
        })
        methods.attach(self.card.id, {"customer": self.customer.id})
        methods.list({"customer": self.customer.id, "type": "card"})
        self.client.customers.payment_methods.list(self.customer.id)
        methods.create({"type": "us_bank_account", "us_bank_account": {
            "account_number": "000123456789", "routing_number": "110000000",
            "account_holder_type": "individual"}, "billing_details": {"name": "Ann"}})
        methods.create({"type": "sepa_debit", "sepa_debit": {"iban": "DE89370400440532013000"},
                        "billing_details": {"name": "Ann", "email": "ann@example.com"}})
        other = methods.create({"type": "card", "card": {"token": "tok_mastercard"}})
        methods.attach(other.id, {"customer": self.customer.id})
        methods.detach(other.id)
        self.client.customers.payment_sources.create(self.customer.id, {"source": "tok_visa"})
        self.client.customers.payment_sources.list(self.customer.id)
        self.client.tokens.create({"card": card})

    def step_payment_intents(self):
        intents = self.client.payment_intents
        made = intents.create({"amount": 2000, "currency": "usd", **self.types("card")})
        equal(made.payment_method_types, ["card"])
        intents.update(made.id, {"description": "Cups", **self.types("card")})
        confirmed = intents.confirm(made.id, {"payment_method": "pm_card_visa"})
        equal(confirmed.status, "succeeded")
        paid = intents.create({
            "amount": 3000, "currency": "usd", "customer": self.customer.id, "confirm": True,
            "payment_method": self.card.id, "expand": ["latest_charge.balance_transaction"],
            **self.types("card"),
        })
        self.charge = paid.latest_charge
        equal(self.charge.paid, True)
        held = intents.create({
            "amount": 900, "currency": "usd", "confirm": True, "capture_method": "manual",
            "payment_method": "pm_card_visa", **self.types("card"),
        })
        equal(intents.capture(held.id, {"amount_to_capture": 600}).amount_received, 600)
        intents.cancel(intents.create({"amount": 900, "currency": "usd"}).id)
        asked = intents.create({
            "amount": 900, "currency": "usd", "confirm": True, "return_url": "https://example.com",
            "payment_method": "pm_card_threeDSecure2Required", **self.types("card"),
        })
        equal(asked.status, "requires_action")
        intents.create({"amount": 900, "currency": "usd",
                        "automatic_payment_methods": {"enabled": True}})
        intents.list({"customer": self.customer.id, "expand": ["data.customer"]})
        intents.search({"query": "status:'succeeded'"})
        declined = {"amount": 500, "currency": "usd", "confirm": True,
                    "payment_method": "pm_card_chargeDeclined", **self.types("card")}
        refused(lambda: intents.create(declined), "CardError", http_status=402,
                code="card_declined")
        self.client.charges.list({"limit": 3})
        self.client.charges.retrieve(self.charge.id, {"expand": ["customer", "payment_intent"]})
        self.client.charges.search({"query": "amount>100"})

    def step_setup_intents(self):
        setups = self.client.setup_intents
        made = setups.create({"customer": self.customer.id, "usage": "off_session",
                              **self.types("card")})
        equal(setups.confirm(made.id, {"payment_method": "pm_card_visa"}).status, "succeeded")
        setups.cancel(setups.create({**self.types("card")}).id)
        setups.list({"customer": self.customer.id})
        self.client.setup_attempts.list({"setup_intent": made.id})

    def step_coupons(self):
        self.coupon = self.client.coupons.create({"percent_off": 10, "duration": "forever"})
        self.client.coupons.list()
        code = {"code": "TEN", "restrictions": {"first_time_transaction": True}}
        if MAJOR < CLOVER:
            made = self.client.promotion_codes.create({"coupon": self.coupon.id, **code})
            equal(made.coupon.id, self.coupon.id)
        else:
            made = self.client.promotion_codes.create(
                {"promotion": {"type": "coupon", "coupon": self.coupon.id}, **code})
            equal(made.promotion.coupon, self.coupon.id)
        self.code = made
        self.client.promotion_codes.list({"code": "TEN"})
        if MAJOR < BASIL:
            buyer = self.client.customers.create({"coupon": self.coupon.id})
            equal(buyer.discount.coupon.id, self.coupon.id)
            buyer = self.client.customers.create({"promotion_code": made.id})
            equal(buyer.discount.promotion_code, made.id)
            self.client.customers.delete_discount(buyer.id)

    def step_subscriptions(self):
        subscriptions = self.client.subscriptions
        newest = ["latest_invoice.payment_intent"] if MAJOR < BASIL else [
            "latest_invoice.payments", "latest_invoice.confirmation_secret"]
        made = subscriptions.create({
            "customer": self.customer.id, "items": [{"price": self.monthly.id}],
            "expand": [*newest, "default_payment_method"], **self.coupons(self.coupon.id),
        })
        self.subscription = made
        equal(made.status, "active")
        if MAJOR < BASIL:
            assert made.current_period_end > made.current_period_start
            equal(made.discount.coupon.id, self.coupon.id)
            equal(made.latest_invoice.paid, True)
            equal(made.latest_invoice.subscription, made.id)
            equal(made.latest_invoice.payment_intent.invoice, made.latest_invoice.id)
            assert made.latest_invoice.charge.startswith("ch_")
        else:
            item = made["items"]["data"][0]
            assert item.current_period_end > item.current_period_start
            parent = made.latest_invoice.parent
            equal(parent.subscription_details.subscription, made.id)
        trial = subscriptions.create({
            "customer": self.customer.id, "items": [{"price": self.monthly.id, "quantity": 2}],
            "trial_period_days": 7, "metadata": {"a": "b"},
        })
        equal(trial.status, "trialing")
        subscriptions.update(trial.id, {"cancel_at_period_end": True})
        subscriptions.list({"customer": self.customer.id, "status": "all",
                            "expand": ["data.latest_invoice"]})
        subscriptions.search({"query": "status:'active'"})
        self.client.subscription_items.list({"subscription": made.id})
        equal(subscriptions.cancel(trial.id).status, "canceled")

    def step_invoices(self):
        invoices, items = self.client.invoices, self.client.invoice_items
        self.invoice = invoices.create({
            "customer": self.customer.id, "collection_method": "charge_automatically",
            "auto_advance": False,
        })
        given = {"customer": self.customer.id, "invoice": self.invoice.id}
        item = items.create({**given, "amount": 2000, "currency": "usd", "description": "Work"})
        items.retrieve(item.id)
        priced = {"price": self.once.id} if MAJOR < BASIL else {"pricing": {"price": self.once.id}}
        made = items.create({**given, **priced, "quantity": 2})
        if MAJOR < BASIL:
            equal((made.price.id, made.unit_amount), (self.once.id, 700))
        items.list({"customer": self.customer.id})
        invoices.finalize_invoice(self.invoice.id)
        paid = invoices.pay(self.invoice.id)
        equal((paid.status, paid.amount_remaining), ("paid", 0))
        if MAJOR < BASIL:
            equal(paid.paid, True)
            charge = self.client.charges.retrieve(paid.charge, {"expand": ["invoice"]})
            equal(charge.invoice.id, paid.id)
            invoices.retrieve(paid.id, {"expand": ["payment_intent", "charge", "customer"]})
        else:
            invoices.retrieve(paid.id, {"expand": ["payments", "customer"]})
        lines = invoices.line_items.list(self.invoice.id)
        equal(sorted(line.amount for line in lines.data), [1400, 2000])
        sent = invoices.create({
            "customer": self.customer.id, "collection_method": "send_invoice",
            "days_until_due": 30, "description": "By post",
        })
        items.create({"customer": self.customer.id, "invoice": sent.id, "amount": 100,
                      "currency": "usd"})
        invoices.send_invoice(sent.id)
        invoices.void_invoice(sent.id)
        invoices.list({"customer": self.customer.id, "limit": 3, "expand": ["data.lines"]})
        invoices.search({"query": f"customer:'{self.customer.id}'"})

    def step_previews(self):
        invoices = self.client.invoices
        given = {"customer": self.customer.id,
                 "invoice_items": [{"amount": 800, "currency": "usd"}]}
        if MAJOR < BASIL:
            upcoming = invoices.upcoming(given)
            lines = invoices.upcoming_lines.list(given).data
        else:
            upcoming = invoices.create_preview(given)
            lines = upcoming.lines.data
        equal((upcoming.total, len(lines)), (800, 1))

    def step_credit_notes_and_refunds(self):
        notes, refunds = self.client.credit_notes, self.client.refunds
        note = notes.create({"invoice": self.invoice.id, "refund_amount": 1000, "lines": [
            {"type": "custom_line_item", "description": "Less", "quantity": 1,
             "unit_amount": 1000}]})
        if MAJOR < BASIL:
            assert note.refund.startswith("re_")
        else:
            assert note.refunds[0].refund.startswith("re_")
        notes.list({"invoice": self.invoice.id})
        notes.line_items.list(note.id)
        back = refunds.create({"charge": self.charge.id, "amount": 500})
        equal(back.status, "succeeded")
        refunds.list({"charge": self.charge.id, "expand": ["data.charge"]})
        refunds.update(back.id, {"metadata": {"a": "b"}})

    def step_checkout_sessions(self):
        sessions = self.client.checkout.sessions
        mode = "hosted" if MAJOR < DAHLIA else "hosted_page"
        made = sessions.create({
            "mode": "payment", "success_url": "https://example.com/ok", "ui_mode": mode,
            "line_items": [{"price": self.once.id, "quantity": 2}], **self.types("card"),
        })
        equal((made.ui_mode, made.status), (mode, "open"))
        sessions.create({
            "mode": "subscription", "success_url": "https://example.com/ok",
            "customer": self.customer.id, "line_items": [{"price": self.monthly.id, "quantity": 1}],
        })
        sessions.create({"mode": "setup", "success_url": "https://example.com/ok",
                         "currency": "usd", "customer": self.customer.id})
        sessions.line_items.list(made.id)
        sessions.retrieve(made.id, {"expand": ["line_items"]})
        sessions.list()
        sessions.expire(made.id)
        self.client.payment_links.create({"line_items": [{"price": self.once.id, "quantity": 1}]})
        self.client.payment_links.list()

    def step_quotes(self):
        quotes = self.client.quotes
        made = quotes.create({"customer": self.customer.id,
                              "line_items": [{"price": self.once.id, "quantity": 1}]})
        quotes.finalize_quote(made.id)
        accepted = quotes.accept(made.id)
        equal(accepted.status, "accepted")
        quotes.line_items.list(made.id)
        quotes.list({"customer": self.customer.id})
        quotes.cancel(quotes.create({
            "customer": self.customer.id, "line_items": [{"price": self.monthly.id}]}).id)

    def step_schedules(self):
        schedules = self.client.subscription_schedules
        length = {"iterations": 3} if MAJOR < CLOVER else {
            "duration": {"interval": "month", "interval_count": 3}}
        made = schedules.create({
            "customer": self.customer.id, "start_date": "now", "end_behavior": "cancel",
            "phases": [{"items": [{"price": self.monthly.id, "quantity": 1}], **length}],
        })
        phase = made.phases[0]
        assert 88 * 86400 < phase.end_date - phase.start_date < 93 * 86400
        schedules.list({"customer": self.customer.id})
        schedules.release(made.id)

    def step_disputes_and_balance(self):
        intent = self.client.payment_intents.create({
            "amount": 4000, "currency": "usd", "confirm": True,
            "payment_method": "pm_card_createDispute", **self.types("card"),
        })
        disputes = self.client.disputes.list({"payment_intent": intent.id}).data
        equal(len(disputes), 1)
        self.client.disputes.update(disputes[0].id, {"evidence": {"product_description": "Cup"}})
        equal(self.client.disputes.close(disputes[0].id).status, "lost")
        balance = self.client.balance.retrieve()
        assert balance.pending or balance.available
        self.client.balance_transactions.list({"limit": 5, "expand": ["data.source"]})
        self.client.payouts.list()

    def step_events(self):
        events = self.client.events
        rows = list(events.list({"limit": 50}).auto_paging_iter())
        kinds = {row.type for row in rows}
        for kind in ("customer.created", "invoice.paid", "customer.subscription.updated",
                     "charge.dispute.created", "payment_intent.succeeded"):
            assert kind in kinds, f"no {kind}"
        for row in rows[:5]:
            equal(events.retrieve(row.id).api_version, stripe.api_version)
        endpoint = self.client.webhook_endpoints.create({
            "url": "https://example.com/hook", "enabled_events": ["*"],
            "api_version": stripe.api_version})
        equal(endpoint.api_version, stripe.api_version)
        self.client.webhook_endpoints.delete(endpoint.id)

    def step_errors(self):
        customers = self.client.customers
        refused(lambda: customers.retrieve("cus_nobody"), "InvalidRequestError", http_status=404,
                code="resource_missing", param="id")
        refused(lambda: self.client.prices.create({"currency": "usd", "unit_amount": 1}),
                "InvalidRequestError", http_status=400)
        refused(lambda: customers.create({"no_version_knows": "this"}), "InvalidRequestError",
                code="parameter_unknown", param="no_version_knows")
        stranger = stripe.StripeClient("sk_test_no-key", base_addresses={"api": BASE})
        refused(lambda: getattr(stranger, "v1", stranger).customers.list(), "AuthenticationError",
                http_status=401)
        if MAJOR >= CLOVER:
            refused(lambda: self.client.promotion_codes.create({"coupon": self.coupon.id}),
                    "InvalidRequestError", param="coupon")

    def step_idempotency(self):
        customers = self.client.customers
        options = {"idempotency_key": self.key}
        made = [customers.create({"name": "Once"}, options).id for _ in range(2)]
        equal(made[0], made[1])
        refused(lambda: customers.create({"name": "Twice"}, options), "IdempotencyError",
                http_status=400)


def main():
    global BASE
    server, BASE = served(PINSTRIPE, ENVIRONMENT)
    checker = Checker(stripe)
    client = stripe.StripeClient(
        "sk_test_peers", base_addresses={"api": BASE}, http_client=Watching(checker))
    scenario = Scenario(client)
    steps = [name for name in vars(Scenario) if name.startswith("step_")]
    failures = 0
    try:
        for step in steps:
            try:
                getattr(scenario, step)()
                outcome = "yes"
            except Exception as error:  # Whatever goes wrong is what the table is for.
                outcome = f"**no**: {type(error).__name__} {error}".splitlines()[0]
                failures += 1
            faults = sorted({re.sub(r"/[a-z]+_\w+", "/…", fault) for fault in checker.faults})
            if faults:
                failures += 1
                shown = faults if "--all" in sys.argv else faults[:3]
                outcome += f", {len(faults)} of another type: " + "; ".join(shown)
            checker.faults.clear()
            what = step.removeprefix("step_").replace("_", " ")
            print(f"| Python SDK {stripe.VERSION} → sandbox | {what} | {outcome} |", flush=True)
    finally:
        server.kill()
    print(f"{stripe.VERSION}: {checker.checked} records checked", file=sys.stderr)
    sys.exit(failures > 0)


main()

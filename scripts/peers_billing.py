"""Stripe's Python SDK lets years pass in pinstripe's sandbox; see scripts/peers. Every total is worked
out by hand. Usage: peers_billing.py PINSTRIPE"""

import calendar
import os
import sys
import tempfile

import stripe

from served import served

PINSTRIPE = sys.argv[1]
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": tempfile.mkdtemp()}
DAY = 86_400


def midnight(year, month, day):
    return calendar.timegm((year, month, day, 0, 0, 0))


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"{found!r} is not {expected!r}")


class Shop:
    """A customer on a test clock."""

    def __init__(self, client, start, card="pm_card_visa"):
        self.client = client
        self.clock = client.test_helpers.test_clocks.create({"frozen_time": start})
        self.customer = client.customers.create({
            "test_clock": self.clock.id, "email": "ann@example.com", "payment_method": card,
            "invoice_settings": {"default_payment_method": card},
        })

    def price(self, amount, interval="month", **more):
        return self.client.prices.create({
            "currency": "usd", "unit_amount": amount, "product_data": {"name": "Tea"},
            "recurring": {"interval": interval, **more},
        })

    def subscribe(self, price, **more):
        return self.client.subscriptions.create(
            {"customer": self.customer.id, "items": [{"price": price.id}], **more})

    def advance(self, time, step=28 * DAY):
        clocks = self.client.test_helpers.test_clocks
        now = clocks.retrieve(self.clock.id).frozen_time
        while now < time:
            now = min(now + step, time)
            clocks.advance(self.clock.id, {"frozen_time": now})
            while (clock := clocks.retrieve(self.clock.id)).status == "advancing":
                pass
            equal(clock.status, "ready")

    def pay_by(self, card):
        method = self.client.payment_methods.attach(card, {"customer": self.customer.id})
        self.client.customers.update(
            self.customer.id, {"invoice_settings": {"default_payment_method": method.id}})

    def invoices(self):
        rows = self.client.invoices.list({"customer": self.customer.id, "limit": 100})
        return list(rows.auto_paging_iter())[::-1]

    def totals(self):
        return [invoice.total for invoice in self.invoices()]

    def status(self, subscription):
        return self.client.subscriptions.retrieve(subscription.id).status


def a_year_of_months(client):
    shop = Shop(client, midnight(2026, 1, 1))
    basic, team = shop.price(1000), shop.price(3000)
    made = shop.subscribe(basic)
    shop.advance(midnight(2026, 3, 16))
    item = made["items"].data[0].id
    client.subscriptions.update(made.id, {"items": [{"id": item, "price": team.id}]})
    shop.advance(midnight(2026, 5, 20))
    shop.pay_by("pm_card_chargeCustomerFail")
    shop.advance(midnight(2026, 6, 3))
    equal(shop.status(made), "past_due")
    shop.pay_by("pm_card_mastercard")
    shop.advance(midnight(2026, 6, 5))
    equal(shop.status(made), "active")
    shop.advance(midnight(2026, 10, 11))
    client.subscriptions.cancel(made.id, {"prorate": True, "invoice_now": True})
    shop.advance(midnight(2027, 1, 1))
    # 16 of March's 31 days are left, 21 of October's 31 days come back.
    equal(shop.totals(), [1000] * 3 + [3000 + 1548 - 516] + [3000] * 6 + [-2032])
    equal(shop.status(made), "canceled")
    equal([invoice.attempt_count for invoice in shop.invoices()][5], 2)


def years(client):
    shop = Shop(client, midnight(2026, 1, 1))
    small, large = shop.price(36_500, "year"), shop.price(73_000, "year")
    made = shop.subscribe(small)
    shop.advance(midnight(2026, 7, 2), step=200 * DAY)
    client.subscriptions.update(made.id, {
        "items": [{"id": made["items"].data[0].id, "price": large.id}],
        "proration_behavior": "always_invoice"})
    shop.advance(midnight(2028, 1, 2), step=300 * DAY)
    # 183 of 365 days are left: 200 a day instead of 100.
    equal(shop.totals(), [36_500, 18_300, 73_000, 73_000])


def month_ends_and_leap_years(client):
    shop = Shop(client, midnight(2028, 1, 31))
    shop.subscribe(shop.price(1000))
    shop.advance(midnight(2028, 5, 1))
    days = [(1, 31), (2, 29), (3, 31), (4, 30)]
    equal([row.created for row in shop.invoices()], [midnight(2028, *day) for day in days])
    leap = Shop(client, midnight(2028, 2, 29))
    leap.subscribe(leap.price(1000, "year"))
    leap.advance(midnight(2032, 3, 1), step=300 * DAY)
    days = [(2028, 2, 29), (2029, 2, 28), (2030, 2, 28), (2031, 2, 28), (2032, 2, 29)]
    equal([row.created for row in leap.invoices()], [midnight(*day) for day in days])


def a_preview(client):
    shop = Shop(client, midnight(2026, 4, 1))
    made = shop.subscribe(shop.price(1000))
    dear = shop.price(3000)
    shop.advance(midnight(2026, 4, 16))
    change = {"items": [{"id": made["items"].data[0].id, "price": dear.id}]}
    client.subscriptions.update(made.id, change)
    preview = client.invoices.create_preview({"subscription": made.id})
    # Half of April: 1500 − 500 on top of 3000.
    equal(preview.total, 4000)
    shop.advance(midnight(2026, 5, 1) + 3600)
    came = shop.invoices()[-1]
    equal(came.total, preview.total)
    equal([line.amount for line in came.lines.data], [line.amount for line in preview.lines.data])


def a_schedule(client):
    shop = Shop(client, midnight(2026, 1, 1))
    phases = [
        {"items": [{"price": shop.price(amount).id}], "duration": {"interval": "month"}}
        for amount in (1000, 2000, 3000)
    ]
    made = client.subscription_schedules.create({
        "customer": shop.customer.id, "start_date": "now", "end_behavior": "cancel",
        "phases": phases})
    shop.advance(midnight(2026, 4, 2))
    equal(shop.totals(), [1000, 2000, 3000])
    equal(client.subscription_schedules.retrieve(made.id).status, "completed")


def metered_usage(client):
    shop = Shop(client, midnight(2026, 1, 1))
    meter = client.billing.meters.create({
        "display_name": "Requests", "event_name": "requests",
        "default_aggregation": {"formula": "sum"}})
    shop.subscribe(shop.price(3, usage_type="metered", meter=meter.id))
    for day, value in ((10, 40), (20, 2), (40, 7)):
        time = midnight(2026, 1, 1) + day * DAY
        shop.advance(time)
        client.billing.meter_events.create({
            "event_name": "requests", "timestamp": time,
            "payload": {"stripe_customer_id": shop.customer.id, "value": str(value)}})
    shop.advance(midnight(2026, 3, 2))
    equal(shop.totals(), [0, 42 * 3, 7 * 3])


def main():
    server, base = served(PINSTRIPE, ENVIRONMENT)
    failures = 0
    try:
        client = stripe.StripeClient("sk_test_years", base_addresses={"api": base}).v1
        scenarios = [
            a_year_of_months, years, month_ends_and_leap_years, a_preview, a_schedule, metered_usage
        ]
        for scenario in scenarios:
            try:
                scenario(client)
                outcome = "yes"
            except Exception as error:  # Whatever goes wrong is what the table is for.
                outcome = f"**no**: {type(error).__name__} {error}".splitlines()[0]
                failures += 1
            name = scenario.__name__.replace("_", " ")
            print(f"| Python SDK {stripe.VERSION} over time | {name} | {outcome} |", flush=True)
    finally:
        server.kill()
    sys.exit(failures > 0)


main()

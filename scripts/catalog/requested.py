"""Which fields Stripe leaves out of an answer unless `expand` names them.

The SDK writes such a field as it writes one that may be null. What tells them apart: a list that is
optional is one that Stripe sends on request only, and some docstrings say so in words. The others
are named below, by the words of Stripe's API reference.
"""

import layout

# Dotted paths by Stripe's `object` value; arrays and maps are passed through. Sources: what the API
# reference marks "expandable" and is not an id; for identity also "Access verification results",
# and for the customer portal, tax breakdowns and `net_available` published code, which expands
# them. The pages of `issuing.transaction` and `treasury.financial_account` were not at hand.
FIELDS = {
    "balance": ["instant_available.net_available"],
    "billing_portal.configuration": ["features.subscription_update.products"],
    "checkout.session": ["optional_items", "shipping_cost.taxes", "total_details.breakdown"],
    "coupon": ["applies_to", "currency_options"],
    "credit_note": ["shipping_cost.taxes"],
    "customer": ["cash_balance", "invoice_credit_balance", "tax"],
    "identity.verification_report": [
        "document.dob",
        "document.expiration_date",
        "document.number",
        "document.sex",
        "document.unparsed_place_of_birth",
        "document.unparsed_sex",
        "id_number.dob",
        "id_number.id_number",
    ],
    "identity.verification_session": [
        "verified_outputs",
        "verified_outputs.dob",
        "verified_outputs.id_number",
        "verified_outputs.sex",
        "verified_outputs.unparsed_place_of_birth",
        "verified_outputs.unparsed_sex",
    ],
    "invoice": ["confirmation_secret", "shipping_cost.taxes"],
    "issuing.transaction": ["purchase_details"],
    "item": ["discounts", "taxes"],
    "payment_link": ["optional_items"],
    "payment_method": ["klarna.dob"],
    "plan": ["tiers"],
    "price": ["currency_options", "currency_options.tiers", "tiers"],
    "promotion_code": ["restrictions.currency_options"],
    "quote": [
        "computed.recurring.total_details.breakdown",
        "computed.upfront.total_details.breakdown",
        "total_details.breakdown",
    ],
    "shipping_rate": ["fixed_amount.currency_options"],
    "tax.calculation": ["shipping_cost.tax_breakdown"],
    "tax.calculation_line_item": ["tax_breakdown"],
    "treasury.financial_account": ["features"],
    "treasury.received_credit": ["linked_flows.source_flow_details"],
    "treasury.transaction": ["flow_details"],
    "treasury.transaction_entry": ["flow_details"],
}

# Optional lists that Stripe sends unasked: of a connected account and of a file.
SENT_LISTS = {"account.external_accounts", "file.links"}

# What the docstrings say of fields that come by `expand` alone, and of those among them that no
# list shows, whatever it is asked.
EXPAND_WORDS = "omitted unless you explicitly request it with [the `expand` parameter]"
BY_ID_WORDS = (
    "not via \"List all",
    "This cannot be expanded in any list endpoints",
)


def flags(words):
    """The flags that a field's docstring alone implies."""
    found = layout.ON_REQUEST if EXPAND_WORDS in words else 0
    if any(phrase in words for phrase in BY_ID_WORDS):
        found |= layout.BY_ID_ONLY
    return found


def marked(record, paths, owner=""):
    """The record with its fields at the paths, and all of its optional lists, marked."""
    members = []
    unknown = {path.partition(".")[0] for path in paths} - {name for name, _, _ in record[1]}
    if unknown:
        raise SystemExit(f"{owner} has no {sorted(unknown)}")
    for name, shape, facts in record[1]:
        below = [rest for first, _, rest in map(split, paths) if first == name and rest]
        is_optional_list = shape[0] == "list" and facts & layout.NULLABLE
        if name in paths or is_optional_list and owner + name not in SENT_LISTS:
            facts |= layout.ON_REQUEST
        members.append((name, inside(shape, below, f"{owner}{name}."), facts))
    return ("record", tuple(members))


def split(path):
    return path.partition(".")


def inside(shape, paths, owner):
    """The type with the records in it marked."""
    if shape[0] == "record":
        return marked(shape, paths, owner)
    if shape[0] in ("array", "map"):
        return (shape[0], inside(shape[1], paths, owner))
    if paths:
        raise SystemExit(f"{owner} is a {shape[0]} and has no {paths}")
    return shape

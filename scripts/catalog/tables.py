"""What the SDK's types do not say: names, times, money, searchable fields, id prefixes."""

import re

import layout
import requested

# Names in the SDK's class table that are envelopes or second spellings of an object.
NOT_OBJECTS = {"list", "search_result", "v2.search_result", "file_upload"}

# Where our name for an object is not Stripe's own `object` value. Two classes call
# themselves line items; the one of invoices gets the longer name.
CANONICAL_NAMES = {
    "invoiceitem": "invoice_item",
    "line_item": "invoice_line_item",
    "item": "line_item",
}

# Further spellings, beyond Stripe's own name and the last word of a dotted one.
SPELLINGS = {
    "line_item": ["line", "lines"],
    "fee_refund": ["application_fee_refund", "application_fee_refunds"],
    "scheduled_query_run": ["sigma.scheduled_query_run", "sigma.scheduled_query_runs"],
}

# Stripe answers some paths with one of several objects. Such a family is an object of its
# own here, with the fields of all its members.
FAMILIES = {
    "payment_source": ("account", "bank_account", "card", "source"),
    "external_account": ("bank_account", "card"),
}
FAMILY_OF = {frozenset(members): name for name, members in FAMILIES.items()}
# An account is a payment source only in history, and has operations of its own name.
FAMILY_MEMBERS_WITHOUT_OPERATIONS = {("payment_source", "account")}

UNCOUNTABLE = {
    "balance_settings",
    "tax.settings",
    "funding_instructions",
    "treasury.financial_account_features",
}

# Operations whose kind or object their path does not tell.
ACTIONS_BY_ID = {
    # The account of the key itself: a retrieve without an id, of an object that has ids.
    "AccountService.retrieve_current": ("account", "retrieve_current"),
    "CreditNotePreviewLinesService.list": ("credit_note", "preview_lines"),
    "apps.SecretService.delete_where": ("apps.secret", "delete_where"),
    "v2.billing.MeterEventStreamService.create": ("v2.billing.meter_event", "stream"),
    "v2.test_helpers.MoneyManagementService.recipient_verifications": (
        "v2.money_management.recipient_verification",
        "recipient_verifications",
    ),
}

# Search fields by Stripe's search type; metadata stands for every key of it.
SEARCH = {
    "charge": {
        "numeric": ["amount", "created"],
        "token": [
            "billing_details.address.postal_code",
            "currency",
            "customer",
            "disputed",
            "metadata",
            *(
                f"payment_method_details.{method}.{field}"
                for method in ("card", "card_present", "interac_present")
                for field in ("brand", "exp_month", "exp_year", "fingerprint", "last4")
            ),
            "refunded",
            "status",
        ],
    },
    "customer": {
        "numeric": ["created"],
        "token": ["metadata"],
        "string": ["email", "name", "phone"],
    },
    "invoice": {
        "numeric": ["created", "total"],
        "token": [
            "currency",
            "customer",
            "last_finalization_error_code",
            "last_finalization_error_type",
            "metadata",
        ],
        "string": ["number", "receipt_number", "status", "subscription"],
    },
    "payment_intent": {
        "numeric": ["amount", "created"],
        "token": ["currency", "customer", "metadata", "status"],
    },
    "price": {
        "token": ["active", "currency", "metadata", "type"],
        "string": ["lookup_key", "product"],
    },
    "product": {
        "token": ["active", "metadata", "shippable"],
        "string": ["description", "name", "url"],
    },
    "subscription": {
        "numeric": ["canceled_at", "created"],
        "token": ["metadata", "status"],
    },
}

# Well-known id prefixes by Stripe's `object` value. They are no contract of Stripe's, so they
# serve as a convenience only.
PREFIXES = {
    "account": ["acct_"],
    "application": ["ca_"],
    "application_fee": ["fee_"],
    "balance_transaction": ["txn_"],
    "bank_account": ["ba_"],
    "billing.alert": ["alrt_"],
    "billing.credit_grant": ["credgr_"],
    "billing.meter": ["mtr_"],
    "billing_portal.configuration": ["bpc_"],
    "billing_portal.session": ["bps_"],
    "card": ["card_"],
    "charge": ["ch_", "py_"],
    "checkout.session": ["cs_", "cs_live_", "cs_test_"],
    "climate.order": ["climorder_"],
    "climate.product": ["climsku_"],
    "climate.supplier": ["climsup_"],
    "confirmation_token": ["ctoken_"],
    "credit_note": ["cn_"],
    "credit_note_line_item": ["cnli_"],
    "customer": ["cus_"],
    "customer_balance_transaction": ["cbtxn_"],
    "customer_cash_balance_transaction": ["ccsbtxn_"],
    "discount": ["di_"],
    "dispute": ["dp_", "du_"],
    "entitlements.active_entitlement": ["ent_"],
    "entitlements.feature": ["feat_"],
    "ephemeral_key": ["ephkey_"],
    "event": ["evt_"],
    "fee_refund": ["fr_"],
    "file": ["file_"],
    "file_link": ["link_"],
    "financial_connections.account": ["fca_"],
    "financial_connections.session": ["fcsess_"],
    "financial_connections.transaction": ["fctxn_"],
    "forwarding.request": ["fwdreq_"],
    "identity.verification_report": ["vr_"],
    "identity.verification_session": ["vs_"],
    "invoice": ["in_"],
    "invoice_payment": ["inpay_"],
    "invoice_rendering_template": ["inrtem_"],
    "invoiceitem": ["ii_"],
    "issuing.authorization": ["iauth_"],
    "issuing.card": ["ic_"],
    "issuing.cardholder": ["ich_"],
    "issuing.dispute": ["idp_"],
    "issuing.transaction": ["ipi_"],
    "item": ["li_"],
    "line_item": ["il_"],
    "mandate": ["mandate_"],
    "payment_intent": ["pi_"],
    "payment_link": ["plink_"],
    "payment_method": ["pm_"],
    "payment_method_configuration": ["pmc_"],
    "payment_method_domain": ["pmd_"],
    "payout": ["po_"],
    "person": ["person_"],
    "plan": ["plan_"],
    "price": ["price_"],
    "product": ["prod_"],
    "product_feature": ["prodft_"],
    "promotion_code": ["promo_"],
    "quote": ["qt_"],
    "radar.early_fraud_warning": ["issfr_"],
    "radar.value_list": ["rsl_"],
    "radar.value_list_item": ["rsli_"],
    "refund": ["pyr_", "re_"],
    "reporting.report_run": ["frr_"],
    "reserve.plan": ["resplan_"],
    "reserve.release": ["resrel_"],
    "review": ["prv_"],
    "scheduled_query_run": ["sqr_"],
    "setup_attempt": ["setatt_"],
    "setup_intent": ["seti_"],
    "shipping_rate": ["shr_"],
    "source": ["src_"],
    "subscription": ["sub_"],
    "subscription_item": ["si_"],
    "subscription_schedule": ["sub_sched_"],
    "tax.calculation": ["taxcalc_"],
    "tax.registration": ["taxreg_"],
    "tax.transaction": ["tax_"],
    "tax_code": ["txcd_"],
    "tax_id": ["atxi_", "txi_"],
    "tax_rate": ["txr_"],
    "terminal.configuration": ["tmc_"],
    "terminal.location": ["tml_"],
    "terminal.reader": ["tmr_"],
    "test_helpers.test_clock": ["clock_"],
    "token": ["btok_", "tok_"],
    "topup": ["tu_"],
    "transfer": ["tr_"],
    "transfer_reversal": ["trr_"],
    "treasury.credit_reversal": ["credrev_"],
    "treasury.debit_reversal": ["debrev_"],
    "treasury.financial_account": ["fa_"],
    "treasury.inbound_transfer": ["ibt_"],
    "treasury.outbound_payment": ["obp_"],
    "treasury.outbound_transfer": ["obt_"],
    "treasury.received_credit": ["rc_"],
    "treasury.received_debit": ["rd_"],
    "treasury.transaction": ["trxn_"],
    "treasury.transaction_entry": ["trxne_"],
    "v2.core.event_destination": ["ed_"],
    "webhook_endpoint": ["we_"],
}

TIME_NAMES = re.compile(
    r"^(created|date|deadline|.*_at|.*_date|.*_deadline|.*_time|.*_timestamp|timestamp|gte?|lte?"
    r"|(.*_)?(period|trial)_(start|end)|start|end|due_by|redeem_by|next_payment_attempt)$"
)
TIME_WORDS = re.compile(
    r"unix epoch|timestamp|time at which|(the|a|future) (date|time)\b"
    r"|date (on|at|when|that)|time (when|that|of)|when the\b.*\b(expires?|ends?|starts?)",
    re.IGNORECASE,
)
NOT_TIME_WORDS = re.compile(
    r"number of|how many|\b(days|minutes|count|percent|amount)\b", re.IGNORECASE
)
NOT_TIME_NAMES = {"version"}

AMOUNT_NAMES = re.compile(
    r"^(amounts?|.*_amounts?|amount_.*|.*_amount_.*|subtotal.*|total|total_excluding_tax"
    r"|fee|.*_fee|net|.*_balance|balance|unit_cost)$"
)
AMOUNT_WORDS = re.compile(
    r"smallest currency unit|minor units?|in cents|\(or local equivalent\)|currency'?s? unit"
    r"|^\s*amount (coming|of)|unit amount|change made to funds",
    re.IGNORECASE,
)

DATE_TIME_NAMES = re.compile(r"^(created|timestamp|updated|.*_at)$")
DATE_TIME_WORDS = re.compile(r"rfc ?3339", re.IGNORECASE)


def classified(name, shape, flags, words):
    """The member with what its name and the SDK's words say of it."""
    flags |= requested.flags(words)
    if has_integers(shape):
        if is_time(name, words):
            shape = with_timestamp(shape)
        elif AMOUNT_NAMES.match(name) or AMOUNT_WORDS.search(words):
            flags |= layout.AMOUNT
    elif shape == ("string",) and is_date_time(name, words):
        flags |= layout.DATE_TIME
    return (name, shape, flags)


def money(members):
    """The members; of an amount as API v2 writes it, which explains nothing, the value marked."""
    if [member[0] for member in members] != ["currency", "value"]:
        return members
    currency, (name, shape, flags) = members
    return (currency, (name, shape, flags | layout.AMOUNT))


def is_time(name, words):
    """Whether an integer is a time in Unix seconds; some few are milliseconds, and are not."""
    if name in NOT_TIME_NAMES or "millisecond" in words:
        return False
    if TIME_NAMES.match(name) or AMOUNT_NAMES.match(name):
        return not AMOUNT_NAMES.match(name)
    return bool(TIME_WORDS.search(words)) and not NOT_TIME_WORDS.search(words)


def is_date_time(name, words):
    """Whether a string is a time as RFC 3339 writes it; some few hold Unix seconds."""
    if re.search("unix|epoch", words, re.IGNORECASE):
        return False
    return bool(DATE_TIME_NAMES.match(name) or DATE_TIME_WORDS.search(words))


def has_integers(shape):
    if shape[0] == "union":
        return any(has_integers(part) for part in shape[1])
    return shape in (("integer",), ("array", ("integer",)))


def with_timestamp(shape):
    if shape == ("integer",):
        return ("timestamp",)
    if shape[0] == "union":
        return ("union", tuple(with_timestamp(part) for part in shape[1]))
    return shape


def plural(name):
    if name in UNCOUNTABLE:
        return name
    if re.search(r"[^aeiou]y$", name):
        return name[:-1] + "ies"
    return name + ("es" if re.search(r"(s|x|ch|sh)$", name) else "s")


def singular(collection):
    """One of a collection, as a path names it: lines -> line, capabilities -> capability."""
    if collection.endswith("ies"):
        return collection[:-3] + "y"
    if re.search(r"(ss|x|ch|sh)es$", collection):
        return collection[:-2]
    return collection[:-1] if re.search(r"[^s]s$", collection) else collection

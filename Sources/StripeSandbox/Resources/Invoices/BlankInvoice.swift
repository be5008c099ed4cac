import JSON

/// Invoices before anything is on them.
enum BlankInvoice {
  /// A draft with the customer's details and nothing in it; not stored.
  static func make(of customer: JSONObject, currency: Currency, in workspace: Workspace)
    throws(SandboxError) -> Invoice
  {
    var invoice = try workspace.make(Invoice.self)
    for member in fields(of: customer, now: workspace.now).members {
      invoice.json[member.key] = member.value
    }
    // What Stripe leaves out, as its recorded answers show.
    for name in ["amount_paid_off_stripe", "threshold_reason"] { invoice.json[name] = nil }
    invoice.currency = currency.code
    invoice.customer = customer.text("id") ?? ""
    invoice.json["test_clock"] = customer["test_clock"] ?? .null
    invoice.lines = lines([], count: 0, of: invoice.id)
    return invoice
  }

  private static func fields(of customer: JSONObject, now: Int) -> JSONObject {
    let settings = customer.object("invoice_settings")
    return [
      "attempt_count": 0, "attempted": false, "auto_advance": false, "account_country": "US",
      "account_name": .string(Singletons.accountName),
      "automatic_tax": [
        "disabled_reason": nil, "enabled": false, "liability": nil, "provider": nil,
        "status": nil,
      ],
      "billing_reason": "manual", "collection_method": "charge_automatically",
      "customer_address": customer["address"] ?? nil, "customer_email": customer["email"] ?? nil,
      "customer_name": customer["name"] ?? nil, "customer_phone": customer["phone"] ?? nil,
      "customer_shipping": customer["shipping"] ?? nil,
      "customer_tax_exempt": customer["tax_exempt"] ?? "none", "customer_tax_ids": [],
      "default_tax_rates": [], "discounts": [],
      "footer": settings?["footer"] ?? nil, "custom_fields": settings?["custom_fields"] ?? nil,
      "issuer": ["type": "self"],
      "payment_settings": [
        "default_mandate": nil, "payment_method_options": nil, "payment_method_types": nil,
      ],
      "period_end": .integer(now), "period_start": .integer(now),
      "status": .string(InvoiceStatus.draft.rawValue),
      "status_transitions": [
        "finalized_at": nil, "marked_uncollectible_at": nil, "paid_at": nil, "voided_at": nil,
      ],
      "total_discount_amounts": [], "total_pretax_credit_amounts": [], "total_taxes": [],
      "webhooks_delivered_at": .integer(now),
    ]
  }

  /// The `rendering` of a draft that a request created; invoices of subscriptions have none.
  static let rendering = InvoiceRendering([
    "amount_tax_display": nil, "pdf": ["page_size": "auto"], "template": nil,
    "template_version": nil,
  ])

  /// The beginning of an invoice's lines, as the invoice carries them.
  static func lines(_ lines: [InvoiceLine], count: Int, of id: String) -> JSONObject {
    [
      "object": "list", "data": .array(lines.prefix(10).map { .object($0.json) }),
      "has_more": .bool(count > 10), "total_count": .integer(count),
      "url": .string("/v1/invoices/\(id)/lines"),
    ]
  }
}

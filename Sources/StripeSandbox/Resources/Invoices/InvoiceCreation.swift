import JSON

/// Creating an invoice from parameters, the customer and pending items.
extension Workspace {
  private static let instructions: Set<String> = [
    "days_until_due", "default_tax_rates", "discounts", "from_invoice",
    "pending_invoice_items_behavior", "subscription", "currency", "default_payment_method",
  ]

  /// A stored draft.
  func newInvoice(_ parameters: JSONObject) throws(SandboxError) -> JSONObject {
    let original = try revised(parameters)
    guard let customerID = parameters.text("customer") ?? original?.text("customer") else {
      throw .missingParameter("customer")
    }
    var customer = try get("customer", customerID, param: "customer")
    let pending = try pendingItems(of: customerID, parameters)
    let code =
      parameters.text("currency") ?? original?.text("currency") ?? pending.first?.text("currency")
      ?? customer.text("currency") ?? "usd"
    var invoice = try blankInvoice(of: customer, currency: currency(code))
    if original != nil { invoice["from_invoice"] = try .object(revision(of: parameters)) }
    invoice = try applied(parameters, to: invoice)
    if !customer.has("currency") {
      customer["currency"] = invoice["currency"]
      try save(customer)
    }
    try save(invoice)
    if let original { try copyLines(of: original, to: invoice) }
    try take(pending, into: invoice)
    return try recompute(invoice)
  }

  /// Newest first, and only where they are asked for. Source: the SDK: `exclude` is the default.
  private func pendingItems(of customer: String, _ parameters: JSONObject) throws(SandboxError)
    -> [JSONObject]
  {
    guard parameters.text("pending_invoice_items_behavior") == "include" else { return [] }
    return try pendingItems(of: customer)
  }

  /// The customer's items that are on no invoice yet, newest first.
  func pendingItems(of customer: String) throws(SandboxError) -> [JSONObject] {
    let items = try list("invoiceitem", where: "customer", equals: customer)
    return items.filter { !$0.has("invoice") }
  }

  /// Puts pending items of the invoice's currency on it.
  func take(_ pending: [JSONObject], into invoice: JSONObject) throws(SandboxError) {
    for item in pending.reversed() where item.text("currency") == invoice.text("currency") {
      var taken = item
      taken["invoice"] = invoice["id"]
      try save(taken)
      try addLine(of: taken, to: invoice, isLate: false)
    }
  }

  /// A draft with the customer's details and nothing in it; not stored.
  func blankInvoice(of customer: JSONObject, currency: Currency) throws(SandboxError)
    -> JSONObject
  {
    var invoice = try build("invoice", from: [:])
    let fields: JSONObject = [
      "account_country": "US", "account_name": .string(Singletons.accountName), "amount_due": 0,
      "amount_overpaid": 0, "amount_paid": 0, "amount_remaining": 0, "amount_shipping": 0,
      "attempt_count": 0, "attempted": false, "auto_advance": false,
      "automatic_tax": [
        "disabled_reason": nil, "enabled": false, "liability": nil, "provider": nil,
        "status": nil,
      ],
      "billing_reason": "manual", "collection_method": "charge_automatically",
      "currency": .string(currency.code), "customer": customer["id"] ?? nil,
      "customer_address": customer["address"] ?? nil, "customer_email": customer["email"] ?? nil,
      "customer_name": customer["name"] ?? nil, "customer_phone": customer["phone"] ?? nil,
      "customer_shipping": customer["shipping"] ?? nil,
      "customer_tax_exempt": customer["tax_exempt"] ?? "none", "customer_tax_ids": [],
      "default_tax_rates": [], "discounts": [],
      "footer": customer.object("invoice_settings")?["footer"] ?? nil,
      "custom_fields": customer.object("invoice_settings")?["custom_fields"] ?? nil,
      "issuer": ["type": "self"],
      "payment_settings": [
        "default_mandate": nil, "payment_method_options": nil, "payment_method_types": nil,
      ],
      "period_end": .integer(now), "period_start": .integer(now),
      "post_payment_credit_notes_amount": 0, "pre_payment_credit_notes_amount": 0,
      "status": .string(InvoiceStatus.draft.rawValue),
      "status_transitions": [
        "finalized_at": nil, "marked_uncollectible_at": nil, "paid_at": nil, "voided_at": nil,
      ],
      "total_discount_amounts": [], "total_pretax_credit_amounts": [], "total_taxes": [],
      "webhooks_delivered_at": nil,
    ]
    for member in fields.members { invoice[member.key] = member.value }
    return invoice
  }

  /// Parameters of a creation or an update in their places; sums are left to be recomputed.
  func applied(_ parameters: JSONObject, to invoice: JSONObject) throws(SandboxError) -> JSONObject
  {
    let plain = JSONObject(parameters.members.filter { !Self.instructions.contains($0.key) })
    var changed = try merge(plain, into: invoice, of: "invoice")
    if let rates = parameters["default_tax_rates"] {
      changed["default_tax_rates"] = try .array(taxRates(rates))
    }
    if let discounts = parameters["discounts"] {
      changed["discounts"] = try .array(newDiscounts(discounts, for: invoice))
    }
    if let method = parameters.text("default_payment_method") {
      changed["default_payment_method"] = try .string(
        attachedMethod(method, to: invoice.text("customer"), param: "default_payment_method"))
    }
    if changed.isTrue("auto_advance"), !changed.has("automatically_finalizes_at"),
      InvoiceStatus(of: changed) == .draft
    {
      changed["automatically_finalizes_at"] = .integer(changed.amount("created") + 3600)
    } else if parameters["auto_advance"]?.bool == false,
      !parameters.has("automatically_finalizes_at")
    {
      changed["automatically_finalizes_at"] = .null
    }
    if let days = try parameters.limited("days_until_due", to: Limits.days) {
      changed["due_date"] = .integer(now + days * 86_400)
    }
    try checkCollection(changed, parameters)
    return changed
  }

  private func checkCollection(_ invoice: JSONObject, _ parameters: JSONObject)
    throws(SandboxError)
  {
    guard invoice.text("collection_method") == "send_invoice" else {
      for key in ["days_until_due", "due_date"] where parameters.has(key) {
        throw SandboxError(
          "`\(key)` can only be set for invoices with `collection_method` set to `send_invoice`.",
          param: key)
      }
      return
    }
    guard invoice.has("due_date") else {
      throw SandboxError(
        "You must specify either `days_until_due` or `due_date` when `collection_method` is"
          + " `send_invoice`.", code: "parameter_missing", param: "days_until_due")
    }
  }

  /// The id of a payment method that belongs to the customer.
  func attachedMethod(_ id: String, to customer: String?, param: String) throws(SandboxError)
    -> String
  {
    for type in ["payment_method", "card"] {
      if let customer, try find(type, id)?.text("customer") == customer { return id }
    }
    throw .notAttached(id, param: param)
  }

  // MARK: - Revisions

  private func revised(_ parameters: JSONObject) throws(SandboxError) -> JSONObject? {
    guard let id = parameters.object("from_invoice")?.text("invoice") else { return nil }
    let original = try get("invoice", id, param: "from_invoice[invoice]")
    guard [.open, .paid, .uncollectible].contains(InvoiceStatus(of: original)) else {
      throw SandboxError(
        "Only finalized invoices can be revised.", param: "from_invoice[invoice]")
    }
    return original
  }

  private func revision(of parameters: JSONObject) throws(SandboxError) -> JSONObject {
    [
      "action": "revision",
      "invoice": parameters.object("from_invoice")?["invoice"] ?? nil,
    ]
  }

  private func copyLines(of original: JSONObject, to invoice: JSONObject) throws(SandboxError) {
    for line in try children("line_item", of: original.text("id") ?? "").reversed() {
      var item = try build("invoiceitem", from: [:])
      for key in [
        "amount", "currency", "description", "discountable", "metadata", "period", "pricing",
        "quantity", "quantity_decimal",
      ] {
        item[key] = line[key] ?? .null
      }
      let old = try Self.itemID(of: line).flatMap { id throws(SandboxError) in
        try find("invoiceitem", id)
      }
      item["customer"] = invoice["customer"]
      item["date"] = .integer(now)
      item["discounts"] = []
      item["invoice"] = invoice["id"]
      item["tax_rates"] = old?["tax_rates"] ?? []
      try save(item)
      try addLine(of: item, to: invoice, isLate: false)
    }
  }
}

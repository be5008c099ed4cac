import JSON

extension VersionChange {
  /// Source: the SDK's `Invoice` of releases 11 and 12.
  static let invoiceParents = VersionChange(
    "2025-03-31.basil",
    "What an invoice was made for is in `parent`, its payments in `payments`, taxes in"
      + " `total_taxes`.",
    answers: [
      AnswerChange(type: "invoice") { object, workspace throws(SandboxError) in
        let payment = try InvoicePaymentView(of: object, in: workspace)
        object.putPayment(payment)
        object.putParent()
        object.putTaxes()
        object["discount"] = try object.firstDiscount(in: workspace)
        for key in ["parent", "payments", "total_taxes", "confirmation_secret", "amount_overpaid"] {
          object[key] = nil
        }
      }
    ],
    expansions: [
      "invoice": [
        "payment_intent": "payments.data.payment.payment_intent",
        "charge": "payments.data.payment.payment_intent.latest_charge",
        "subscription": "parent.subscription_details.subscription",
        "discount": "discounts",
      ]
    ])
}

/// The fields in which older versions show the payment of an invoice.
private struct InvoicePaymentView {
  let intent: JSONValue
  let charge: JSONValue
  let isOutOfBand: Bool

  init(of invoice: JSONObject, in workspace: Workspace) throws(SandboxError) {
    var payments = invoice.object("payments")?.array("data").compactMap(\.object) ?? []
    if payments.isEmpty, let id = invoice.text("id") {
      payments = try workspace.list("invoice_payment", where: "invoice", equals: id)
    }
    let chosen = payments.first { $0.isTrue("is_default") } ?? payments.last
    intent = chosen?.object("payment")?["payment_intent"] ?? .null
    if let expanded = intent.object {
      charge = expanded["latest_charge"] ?? .null
    } else if let id = intent.string {
      charge = try workspace.find("payment_intent", id)?["latest_charge"] ?? .null
    } else {
      charge = .null
    }
    isOutOfBand =
      invoice.text("status") == "paid" && payments.allSatisfy { $0.text("status") != "paid" }
      && invoice.amount("amount_due") > 0
  }
}

extension JSONObject {
  fileprivate mutating func putPayment(_ payment: InvoicePaymentView) {
    self["paid"] = .bool(text("status") == "paid")
    self["paid_out_of_band"] = .bool(payment.isOutOfBand)
    self["payment_intent"] = payment.intent
    self["charge"] = payment.charge
    self["application_fee_amount"] = .null
    self["transfer_data"] = .null
  }

  fileprivate mutating func putParent() {
    let subscription = object("parent")?.object("subscription_details")
    self["subscription"] = subscription?["subscription"] ?? .null
    self["subscription_details"] =
      subscription.map { ["metadata": $0["metadata"] ?? .null] } ?? ["metadata": nil]
    self["quote"] = object("parent")?.object("quote_details")?["quote"] ?? .null
  }

  /// `tax` and `total_tax_amounts` of an invoice.
  fileprivate mutating func putTaxes() {
    let taxes = array("total_taxes")
    self["tax"] =
      taxes.isEmpty ? .null : .integer(taxes.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) })
    self["total_tax_amounts"] = .array(taxes.map(\.olderTax))
  }
}

extension JSONValue {
  /// A tax as versions before 2025-03-31 show it.
  var olderTax: JSONValue {
    [
      "amount": self["amount"] ?? 0, "inclusive": .bool(self["tax_behavior"] == "inclusive"),
      "tax_rate": self["tax_rate_details"]?["tax_rate"] ?? .null,
      "taxability_reason": self["taxability_reason"] ?? .null,
      "taxable_amount": self["taxable_amount"] ?? .null,
    ]
  }
}

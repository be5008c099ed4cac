import JSON

extension VersionChange {
  /// Source: the SDK's `CreditNoteLineItem` of releases 11 and 12.
  static let creditNoteLineTaxes = VersionChange(
    "2025-03-31.basil", "The taxes of a line of a credit note are in `taxes`.",
    answers: [
      AnswerChange(type: "credit_note_line_item") { object, _ throws(SandboxError) in
        object["tax_amounts"] = .array(object.array("taxes").map(\.olderTax))
        object["taxes"] = nil
        let inclusive = object.array("tax_amounts").filter { $0["inclusive"] == true }
        let amount =
          object.amount("amount") - inclusive.reduce(0) { $0 + ($1["amount"]?.integer ?? 0) }
        object["amount_excluding_tax"] = .integer(amount)
        let quantity = object["quantity"]?.integer ?? 1
        object["unit_amount_excluding_tax"] =
          quantity > 0 && amount % quantity == 0 ? .string(String(amount / quantity)) : .null
      }
    ])

  /// Source: the SDK's `SubscriptionSchedule` and its parameters of releases 11 and 12.
  static let scheduleCoupons = VersionChange(
    "2025-03-31.basil", "The coupon of a phase is in its `discounts`.",
    requests: [
      RequestChange(operations: [
        "SubscriptionScheduleService.create", "SubscriptionScheduleService.update",
      ]) { parameters in
        parameters.changeEach("phases") { $0.makeDiscount(of: ["coupon"]) }
      }
    ],
    answers: [
      AnswerChange(type: "subscription_schedule") { object, _ throws(SandboxError) in
        object.changeEach("phases") { phase in
          phase["coupon"] = phase.array("discounts").first?["coupon"] ?? .null
        }
      }
    ])

  /// Source: the SDK's `Price` of releases 11 and 12. Usage is that of meters now, which have an
  /// aggregation of their own.
  static let aggregatedUsage = VersionChange(
    "2025-03-31.basil", "A price does not say how usage is aggregated.",
    answers: [
      AnswerChange(type: "price") { object, _ throws(SandboxError) in
        object.change("recurring") { $0["aggregate_usage"] = .null }
      }
    ])

  /// Source: the SDK's `checkout.Session` of releases 11 and 12.
  static let collectedShipping = VersionChange(
    "2025-03-31.basil", "Where a session ships to is in `collected_information`.",
    answers: [
      AnswerChange(type: "checkout.session") { object, _ throws(SandboxError) in
        object["shipping_details"] =
          object.object("collected_information")?["shipping_details"] ?? .null
      }
    ])
}

extension JSONObject {
  /// Puts the first of some keys that is there into `discounts`, where there are none.
  mutating func makeDiscount(of keys: [String]) {
    for key in keys {
      guard let value = self[key], self["discounts"] == nil else { continue }
      self[key] = nil
      self["discounts"] = value == "" ? "" : ["0": [key: value]]
    }
  }
}

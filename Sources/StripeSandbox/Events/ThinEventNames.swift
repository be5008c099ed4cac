/// The names of API v2's own events, which no parameter of the catalog enumerates. Source: the
/// event classes of the SDK.
enum ThinEventNames {
  static let all: Set<String> = Set(
    byObject.flatMap { object, names in
      names.map { $0.hasPrefix("[") ? "\(object)\($0)" : "\(object).\($0)" }
    })

  /// The events of each object, by the type of the object.
  static let byObject: [String: [String]] = [
    "v1.billing.meter": ["error_report_triggered", "no_meter_found"],
    "v2.commerce.product_catalog.imports": [
      "failed", "processing", "succeeded", "succeeded_with_errors",
    ],
    "v2.core.account": [
      "closed", "created", "updated", "[configuration.customer].capability_status_updated",
      "[configuration.customer].updated", "[configuration.merchant].capability_status_updated",
      "[configuration.merchant].updated", "[configuration.recipient].capability_status_updated",
      "[configuration.recipient].updated", "[defaults].updated",
      "[future_requirements].updated", "[identity].updated", "[requirements].updated",
    ],
    "v2.core.account_link": ["returned"],
    "v2.core.account_person": ["created", "deleted", "updated"],
    "v2.core.event_destination": ["ping"],
    "v2.money_management.adjustment": ["created"],
    "v2.money_management.financial_account": ["created", "updated"],
    "v2.money_management.financial_address": ["activated", "failed"],
    "v2.money_management.inbound_transfer": [
      "available", "bank_debit_failed", "bank_debit_processing", "bank_debit_queued",
      "bank_debit_returned", "bank_debit_succeeded",
    ],
    "v2.money_management.outbound_payment": [
      "canceled", "created", "failed", "posted", "returned", "under_review", "updated",
    ],
    "v2.money_management.payout_intent": [
      "canceled", "created", "pending", "posted", "processing", "requires_action", "updated",
    ],
    "v2.money_management.payout_method": ["created", "updated"],
    "v2.money_management.received_credit": ["available", "failed", "returned", "succeeded"],
    "v2.money_management.recipient_verification": ["created", "updated"],
    "v2.money_management.transaction": ["created", "updated"],
  ]

  /// The parts of an object that have an event of their own: "identity" of an account, with the
  /// name of the event.
  static func parts(of type: String) -> [(path: String, name: String)] {
    (byObject[type] ?? []).compactMap { name in
      guard name.hasPrefix("["), name.hasSuffix("].updated") else { return nil }
      return (String(name.dropFirst().prefix { $0 != "]" }), type + name)
    }
  }
}

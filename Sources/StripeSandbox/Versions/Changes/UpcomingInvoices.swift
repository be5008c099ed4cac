import JSON

extension VersionChange {
  /// Source: the SDK's parameters of `InvoiceService.upcoming` of release 11.
  static let upcomingInvoices = VersionChange(
    "2025-03-31.basil",
    "A preview takes what it is to know of a subscription in `subscription_details`.",
    requests: [
      RequestChange(operations: ["InvoiceService.create_preview"]) { parameters in
        parameters.nestSubscriptionDetails()
      }
    ])
}

extension JSONObject {
  /// Puts `subscription_items` and its like where `subscription_details` has them.
  fileprivate mutating func nestSubscriptionDetails() {
    let prefix = "subscription_"
    var details = object("subscription_details") ?? [:]
    for key in keys where key.hasPrefix(prefix) && key != "subscription_details" {
      details[String(key.dropFirst(prefix.count))] = self[key]
      self[key] = nil
    }
    if !details.isEmpty { self["subscription_details"] = .object(details) }
  }
}

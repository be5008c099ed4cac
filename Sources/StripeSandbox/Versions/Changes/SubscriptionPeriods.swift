import JSON

extension VersionChange {
  /// Source: the SDK's `Subscription` and `SubscriptionItem` of releases 11 and 12.
  static let subscriptionPeriods = VersionChange(
    "2025-03-31.basil", "The current period is that of each item, not of the subscription.",
    answers: [
      AnswerChange(type: "subscription") { object, workspace throws(SandboxError) in
        let first = object.object("items")?.array("data").first?.object
        let kept = first?.text("id").flatMap { try? workspace.find("subscription_item", $0) }
        for key in ["current_period_start", "current_period_end"] {
          object[key] = first?[key] ?? kept?[key] ?? .null
        }
        object["billing_thresholds"] = object["billing_thresholds"] ?? .null
        object["discount"] = try object.firstDiscount(in: workspace)
      },
      AnswerChange(type: "subscription_item") { object, _ throws(SandboxError) in
        object["current_period_start"] = nil
        object["current_period_end"] = nil
        object["billing_thresholds"] = object["billing_thresholds"] ?? .null
      },
      AnswerChange(type: "plan") { object, _ throws(SandboxError) in
        object["aggregate_usage"] = object["aggregate_usage"] ?? .null
      },
    ],
    expansions: ["subscription": ["discount": "discounts"]])

  /// Source: the SDK's parameters of releases 11 and 12.
  static let bareCoupons = VersionChange(
    "2025-03-31.basil", "Coupons and promotion codes are given in `discounts`.",
    requests: [
      RequestChange(operations: [
        "SubscriptionService.create", "SubscriptionService.update", "InvoiceService.create_preview",
      ]) { parameters in
        parameters.makeDiscount(of: ["coupon", "promotion_code"])
      }
    ])
}

extension JSONObject {
  /// The only discount, as an object, as older versions show it in addition to the list.
  func firstDiscount(in workspace: Workspace) throws(SandboxError) -> JSONValue {
    let first = try ShownObjects(workspace: workspace).object(
      "discount", array("discounts").first)
    guard var discount = first.object else { return first }
    // It came into the answer after the newer changes were made.
    for change in VersionChange.discountSources.answers where change.type == "discount" {
      try change.downgrade(&discount, workspace)
    }
    return .object(discount)
  }
}

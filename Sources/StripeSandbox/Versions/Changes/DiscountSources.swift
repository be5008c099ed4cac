import JSON

extension VersionChange {
  /// Source: the SDK's `Discount` of releases 12 and 13.
  static let discountSources = VersionChange(
    "2025-09-30.clover", "The coupon of a discount is in `source.coupon`, as an id.",
    answers: [
      AnswerChange(type: "discount") { object, workspace throws(SandboxError) in
        guard let source = object["source"]?.object else { return }
        object["coupon"] = try ShownObjects(workspace: workspace)
          .object("coupon", source["coupon"])
        object["source"] = nil
      }
    ],
    expansions: ["discount": ["coupon": "source.coupon"]])

  /// Source: the SDK's `PromotionCode` of releases 12 and 13.
  static let promotions = VersionChange(
    "2025-09-30.clover", "The coupon of a promotion code is in `promotion.coupon`, as an id.",
    requests: [
      RequestChange(operations: ["PromotionCodeService.create"]) { parameters in
        guard let coupon = parameters["coupon"], parameters["promotion"] == nil else { return }
        parameters["coupon"] = nil
        parameters["promotion"] = ["type": "coupon", "coupon": coupon]
      }
    ],
    answers: [
      AnswerChange(type: "promotion_code") { object, workspace throws(SandboxError) in
        guard let promotion = object["promotion"]?.object else { return }
        object["coupon"] = try ShownObjects(workspace: workspace)
          .object("coupon", promotion["coupon"])
        object["promotion"] = nil
      }
    ],
    expansions: ["promotion_code": ["coupon": "promotion.coupon"]])
}

import JSON

extension VersionChange {
  /// Source: the SDK's parameters of releases 15 and 16.
  static let allowedPaymentMethodTypes = VersionChange(
    "2026-10-28.endive",
    "`payment_method_types` of a request is called `allowed_payment_method_types`.",
    requests: [
      RequestChange(operations: [
        "PaymentIntentService.create", "PaymentIntentService.update",
        "PaymentIntentService.confirm", "SetupIntentService.create", "SetupIntentService.update",
        "SessionService.create",
      ]) { parameters in
        parameters.rename("payment_method_types", to: "allowed_payment_method_types")
      }
    ],
    answers: ["payment_intent", "setup_intent", "checkout.session"].map { type in
      AnswerChange(type: type) { object, _ throws(SandboxError) in
        object["allowed_payment_method_types"] = nil
      }
    })
}

extension JSONObject {
  /// Gives a member another key, at its place, unless there is one of that key already.
  mutating func rename(_ key: String, to new: String) {
    guard let value = self[key], self[new] == nil else { return }
    members = members.map { $0.key == key ? JSONMember(new, value) : $0 }
  }
}

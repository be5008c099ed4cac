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
        "checkout.SessionService.create",
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

extension VersionChange {
  /// Source: the SDK's parameters of releases 15 and 16.
  static let cycleAnchors = VersionChange(
    "2026-10-28.endive", "`billing_cycle_anchor` of a request is a hash with a `type`.",
    requests: [
      RequestChange(operations: ["SubscriptionService.update", "SubscriptionService.resume"]) {
        parameters in
        parameters.typeCycleAnchor()
      },
      RequestChange(operations: ["InvoiceService.create_preview"]) { parameters in
        parameters.change("subscription_details") { $0.typeCycleAnchor() }
      },
    ])
}

extension JSONObject {
  fileprivate mutating func typeCycleAnchor() {
    guard let text = text("billing_cycle_anchor"), !text.isEmpty else { return }
    self["billing_cycle_anchor"] =
      Int(text) == nil
      ? ["type": .string(text)] : ["type": "timestamp", "timestamp": .string(text)]
  }

  /// Changes the object at a key, where there is one.
  mutating func change(_ key: String, _ body: (inout JSONObject) -> Void) {
    guard var inner = object(key) else { return }
    body(&inner)
    self[key] = .object(inner)
  }

  /// Changes each object of a list, as answers have it or as forms number it.
  mutating func changeEach(_ key: String, _ body: (inout JSONObject) -> Void) {
    switch self[key] {
    case .array(let elements):
      self[key] = .array(
        elements.map { element in
          guard var object = element.object else { return element }
          body(&object)
          return .object(object)
        })
    case .object(var list):
      for name in list.keys { list.change(name, body) }
      self[key] = .object(list)
    case .null, .bool, .number, .string, nil: return
    }
  }

  /// Gives a member another key, at its place, unless there is one of that key already.
  mutating func rename(_ key: String, to new: String) {
    guard let value = self[key], self[new] == nil else { return }
    members = members.map { $0.key == key ? JSONMember(new, value) : $0 }
  }
}

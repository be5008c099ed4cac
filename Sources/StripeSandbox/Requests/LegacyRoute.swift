import JSON

/// An address that Stripe still answers and its SDK has no more: what it means today.
///
/// Source: answers of Stripe.
struct LegacyRoute: Sendable {
  typealias Translation =
    @Sendable (_ call: Call, _ workspace: Workspace) throws(SandboxError) -> Call

  let method: String
  let path: String
  /// The id of the operation that does it today.
  let operation: String
  /// The call of today's operation.
  let translation: Translation
  /// True if the object at the beginning of the path is answered: the charge.
  var answersOwner = false

  init(
    _ method: String, _ path: String, _ operation: String, answersOwner: Bool = false,
    _ translation: @escaping Translation
  ) {
    self.method = method
    self.path = path
    self.operation = operation
    self.answersOwner = answersOwner
    self.translation = translation
  }

  func perform(_ call: Call, in workspace: Workspace) throws(SandboxError) -> Answer {
    let answer = try translation(call, workspace).perform(in: workspace)
    guard answersOwner else { return answer }
    return .object(try workspace.get("charge", call.route.pathIDs.first ?? ""))
  }
}

extension LegacyRoute {
  static let all: [LegacyRoute] = [
    LegacyRoute("GET", "/v1/charges/{charge}/refunds", "RefundService.list", ofCharge),
    LegacyRoute("POST", "/v1/charges/{charge}/refunds", "RefundService.create", ofCharge),
    LegacyRoute(
      "POST", "/v1/charges/{charge}/refund", "RefundService.create", answersOwner: true, ofCharge),
    LegacyRoute("GET", "/v1/charges/{charge}/refunds/{refund}", "RefundService.retrieve", refund),
    LegacyRoute("POST", "/v1/charges/{charge}/refunds/{refund}", "RefundService.update", refund),
    LegacyRoute("GET", "/v1/charges/{charge}/dispute", "DisputeService.retrieve", dispute),
    LegacyRoute("POST", "/v1/charges/{charge}/dispute", "DisputeService.update", dispute),
    LegacyRoute("POST", "/v1/charges/{charge}/dispute/close", "DisputeService.close", dispute),
  ]

  private static let ofCharge: Translation = { call, workspace throws(SandboxError) in
    let charge = call.route.pathIDs.first ?? ""
    _ = try workspace.get("charge", charge)
    var values = call.query
    values["charge"] = .string(charge)
    return call.translated(
      to: [], values, listPath: "/v1/charges/\(charge)/refunds")
  }

  /// A refund of another charge is not found here.
  private static let refund: Translation = { call, workspace throws(SandboxError) in
    let ids = call.route.pathIDs
    guard let refund = try workspace.find("refund", ids[1]), refund.text("charge") == ids[0] else {
      throw .missing("refund", ids[1], param: "refund")
    }
    return call.translated(to: [ids[1]], call.query)
  }

  private static let dispute: Translation = { call, workspace throws(SandboxError) in
    let charge = try workspace.get("charge", call.route.pathIDs.first ?? "")
    guard let dispute = charge.text("dispute") else {
      throw SandboxError(404, "No dispute for charge: \(charge.text("id") ?? "")")
    }
    return call.translated(to: [dispute], call.query)
  }
}

extension Call {
  /// The same call of the operation that replaced an old address.
  fileprivate func translated(
    to pathIDs: [String], _ values: JSONObject, listPath: String? = nil
  ) -> Call {
    var values = values
    if !expand.isEmpty { values["expand"] = .array(expand.map(JSONValue.string)) }
    return Call(
      route: Route(operation: route.operation, pathIDs: pathIDs, listPath: listPath),
      parameters: values)
  }
}

/// Parameters that Stripe still knows and its SDK has no more; all of them texts.
///
/// Source: answers of Stripe.
enum LegacyParameters {
  /// By the id of the operation.
  static let names: [String: [String]] = ["ChargeService.create": ["payment_method"]]
}

import Expressions
import HTTP
import JSON
import StripeCatalog

/// What a write does that no other write takes back, in a few words; the same for every object, as
/// it is read from the request alone.
package struct Consequence: Sendable, Hashable {
  /// A sentence without a full stop: `deleting cannot be undone`.
  package let text: String

  /// The text where it says more than that the write cannot be undone.
  package var detail: String? { text.hasSuffix("cannot be undone") ? nil : text }

  /// What a request does for good; nil where it can be taken back, or nothing is known of it.
  /// - Parameters:
  ///   - path: with or without parameters in braces; a query is not looked at.
  ///   - confirms: whether the body has `confirm: true`.
  package init?(method: HTTPMethod, path: String, confirms: Bool = false) {
    let words = path.prefix { $0 != "?" }.split(separator: "/")
    guard let last = words.last.map(String.init) else { return nil }
    switch method {
    case .delete: text = Self.ofDeletions[last] ?? "deleting cannot be undone"
    case .post:
      let confirmed = confirms ? Self.ofConfirmations[last] : nil
      guard let found = Self.ofWords[last] ?? confirmed else { return nil }
      text = found
    case .get: return nil
    }
  }

  /// By the last word of a path that takes `POST`. Source: the SDK's words on these operations.
  static let ofWords = [
    "accept": "accepting bills the quote",
    "apply_customer_balance": "uses the customer's balance",
    "cancel": "canceling cannot be undone",
    "capture": "captures funds",
    "charges": "charges the customer",
    "close": "closing cannot be undone",
    "confirm": "may charge the customer",
    "detach": "a detached payment method cannot be attached again",
    "expire": "expiring cannot be undone",
    "finalize": "finalizing cannot be undone",
    "increment_authorization": "holds more of the customer's funds",
    "mark_uncollectible": "marking as uncollectible cannot be undone",
    "migrate": "migrating cannot be undone",
    "pay": "charges the customer",
    "payouts": "sends funds",
    "process_payment_intent": "may charge the customer",
    "redact": "redacting cannot be undone",
    "refund_payment": "refunds the customer",
    "refunds": "refunds the customer",
    "release": "releasing cannot be undone",
    "remove_lines": "deleting cannot be undone",
    "reversals": "reverses the transfer of funds",
    "reverse": "reverses the transfer of funds",
    "send": "sending cannot be undone",
    "submit": "submitting cannot be undone",
    "topups": "takes funds",
    "transfers": "sends funds",
    "void": "voiding cannot be undone",
  ]

  /// By the last word of a path that takes `POST`, where the body has `confirm: true`.
  static let ofConfirmations = ["payment_intents": "charges the customer"]

  /// By the last word of a path that takes `DELETE`, where an object is not what goes.
  static let ofDeletions = [
    "discount": "a removed discount may not be available again"
  ]
}

extension WritePlan {
  /// What the write does for good; nil where it can be taken back.
  package var consequence: Consequence? {
    Consequence(method: operation.method, path: operation.path, confirms: confirms)
  }

  /// Whether the body says so, or any of the rows that are known.
  private var confirms: Bool {
    if let body { return body.confirms }
    guard case .values(let rows) = input else { return false }
    return rows.contains { $0["confirm"]?.bool == true }
  }
}

extension Scalar {
  fileprivate var confirms: Bool {
    switch self {
    case .constant(let value): value["confirm"]?.bool == true
    case .object(let members):
      members.contains { $0.key == "confirm" && $0.value == .constant(true) }
    case .field, .variable, .operation, .group, .moment, .zone, .element, .each, .shifted,
      .concatenation, .array,
      .call, .column,
      .fitted,
      .arithmetic, .comparison, .like, .membership, .isNull, .all, .any, .not:
      false
    }
  }
}

extension RequestPlan {
  /// What the request does for good; nil where it can be taken back, or nothing is known of it.
  package var consequence: Consequence? {
    Consequence(method: method, path: path, confirms: body["confirm"]?.bool == true)
  }
}

import Expressions
import HTTP
import JSON
import StripeCatalog

/// An effect of a write that no other write can undo. It depends only on the request.
package struct Consequence: Sendable, Hashable {
  /// The text: a sentence without a period, such as `deleting cannot be undone`.
  package let text: String

  /// The text if it says more than that the write cannot be undone; nil otherwise.
  package var detail: String? { text.hasSuffix("cannot be undone") ? nil : text }

  /// Determines the irreversible effect of a request; nil if it can be undone or is unknown.
  /// - Parameter path: The path, with values or with parameters in braces; a query is ignored.
  /// - Parameter confirms: True if the body has `confirm: true`.
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

  /// Effects by the last word of a `POST` path. Source: the descriptions in Stripe's SDKs.
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

  /// Effects by the last word of a `POST` path, if the body has `confirm: true`.
  static let ofConfirmations = ["payment_intents": "charges the customer"]

  /// Effects by the last word of a `DELETE` path that does not delete an object.
  static let ofDeletions = [
    "discount": "a removed discount may not be available again"
  ]
}

extension WritePlan {
  /// The irreversible effect of the write; nil if it can be undone.
  package var consequence: Consequence? {
    Consequence(method: operation.method, path: operation.path, confirms: confirms)
  }

  /// True if the body, or any row that is known, has `confirm: true`.
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
  /// The irreversible effect of the request; nil if it can be undone or is unknown.
  package var consequence: Consequence? {
    Consequence(method: method, path: path, confirms: body["confirm"]?.bool == true)
  }
}

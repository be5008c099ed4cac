import Expressions
import HTTP
import JSON
import StripeCatalog

/// What a write does that no other write takes back, in a few words; the same for every object, as
/// it is read from the request alone.
package struct Consequence: Sendable, Hashable {
  /// A sentence without a full stop: `what is deleted does not come back`.
  package let text: String

  /// What a request does for good; nil where it can be taken back, or nothing is known of it.
  /// - Parameters:
  ///   - path: with or without parameters in braces; a query is not looked at.
  ///   - confirms: whether the body has `confirm: true`.
  package init?(method: HTTPMethod, path: String, confirms: Bool = false) {
    let words = path.prefix { $0 != "?" }.split(separator: "/")
    guard let last = words.last.map(String.init) else { return nil }
    switch method {
    case .delete: text = Self.ofDeletions[last] ?? "what is deleted does not come back"
    case .post:
      let confirmed = confirms ? Self.ofConfirmations[last] : nil
      guard let found = Self.ofWords[last] ?? confirmed else { return nil }
      text = found
    case .get: return nil
    }
  }

  /// By the last word of a path that takes `POST`. Source: the SDK's words on these operations.
  static let ofWords = [
    "accept": "an accepted quote is billed",
    "apply_customer_balance": "money leaves the customer's balance",
    "cancel": "what is canceled stays canceled",
    "capture": "money is taken",
    "charges": "money is taken",
    "close": "what is closed stays closed",
    "confirm": "money may be taken",
    "detach": "what is detached cannot be attached again",
    "expire": "what has expired stays so",
    "finalize": "what is final is never a draft again",
    "increment_authorization": "more of the customer's money is held",
    "mark_uncollectible": "what was marked is not open again",
    "migrate": "a migration cannot be reversed",
    "pay": "money is taken",
    "payouts": "money is sent",
    "process_payment_intent": "money may be taken",
    "redact": "what is redacted does not come back",
    "refund_payment": "money is given back",
    "refunds": "money is given back",
    "release": "what is released stays released",
    "remove_lines": "what is deleted does not come back",
    "reversals": "money is taken back",
    "reverse": "money is taken back",
    "send": "what is sent cannot be called back",
    "submit": "what is submitted cannot be changed",
    "topups": "money is taken",
    "transfers": "money is sent",
    "void": "what is void stays void",
  ]

  /// By the last word of a path that takes `POST`, where the body has `confirm: true`.
  static let ofConfirmations = ["payment_intents": "money is taken"]

  /// By the last word of a path that takes `DELETE`, where an object is not what goes.
  static let ofDeletions = [
    "discount": "a discount that is removed may not be had again"
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
    case .field, .variable, .operation, .now, .today, .concatenation, .array, .call, .column,
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

import Diagnostics
import Expressions
import JSON

/// The result of an asserted condition.
struct Assertion {
  let holds: Bool
  private let source: String
  /// The values of the two sides of a comparison; nil for other conditions.
  private let sides: (left: JSONValue, right: JSONValue)?

  /// The number of characters of a value that are shown.
  private static let maxLength = 60

  /// Evaluates a condition.
  /// - Throws: `EvaluationError` if the condition cannot be evaluated.
  init(_ condition: Scalar, _ bindings: Bindings, at place: Place) throws(EvaluationError) {
    holds = try condition.bound(bindings).holds(on: NoRow())
    source = place.assertedText
    guard case .comparison(_, let left, let right, as: _) = condition else {
      sides = nil
      return
    }
    sides = (
      try left.bound(bindings).evaluated(on: NoRow()),
      try right.bound(bindings).evaluated(on: NoRow())
    )
  }

  /// The error message, such as `Assertion failed: count(query invoices) = 14 (left 5, right 14)`.
  var failureText: String {
    let values = sides.map { " (left \(Self.text($0.left)), right \(Self.text($0.right)))" } ?? ""
    return "Assertion failed: \(source)\(values)"
  }

  /// The values of the two sides of a comparison, for programs; long ones are cut.
  var facts: JSONObject {
    guard let sides else { return [:] }
    func shown(_ value: JSONValue) -> JSONValue {
      value.compact.count > Self.maxLength ? .string(Self.text(value)) : value
    }
    return ["left": shown(sides.left), "right": shown(sides.right)]
  }

  private static func text(_ value: JSONValue) -> String {
    let text = value.compact
    return text.count > maxLength ? text.prefix(maxLength) + "…" : text
  }
}

extension Place {
  /// The text of the statement on one line, without the word `assert`.
  fileprivate var assertedText: String {
    let words = source.text(of: span).split(whereSeparator: \.isWhitespace)
    return words.dropFirst(words.first?.lowercased() == "assert" ? 1 : 0).joined(separator: " ")
  }
}

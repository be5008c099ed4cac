import JSON

/// Values of stored objects and parameters in the types that behaviors compute with.
extension JSONObject {
  /// The text under a key; nil where there is none.
  package func text(_ key: String) -> String? { self[key]?.string }

  /// The whole number under a key; 0 where there is none, as in a sum.
  package func amount(_ key: String) -> Int { self[key]?.integer ?? 0 }

  /// Returns true if there is a true under a key.
  package func isTrue(_ key: String) -> Bool { self[key]?.bool ?? false }

  /// The elements under a key; none where there is no list.
  package func array(_ key: String) -> [JSONValue] { self[key]?.array ?? [] }

  /// The object under a key; nil where there is none.
  package func object(_ key: String) -> JSONObject? { self[key]?.object }

  /// A decimal, which Stripe writes as a string and percentages as a number.
  func decimal(_ key: String) -> ExactDecimal? {
    switch self[key] {
    case .string(let text)?: ExactDecimal(text)
    case .number(let number)?: ExactDecimal(number.text)
    case .null?, .bool?, .array?, .object?, nil: nil
    }
  }

  /// Returns true if a parameter was given and holds something.
  package func has(_ key: String) -> Bool {
    self[key].map { !$0.isNull } ?? false
  }
}

import JSON

/// The result of an operation, as a value or already as bytes.
enum Answer {
  case object(JSONObject)
  /// A kept body as the store has it.
  case stored([UInt8])
  /// Bytes ready to be sent.
  case printed([UInt8])

  func body() -> [UInt8] {
    switch self {
    case .object(let object): StripeJSON.response(object)
    case .stored(let body): StripeJSON.response(kept: body)
    case .printed(let bytes): bytes
    }
  }

  /// The answer as a value.
  ///
  /// - Throws: the parser's error for bytes that are no object, which the store never has.
  func parsed() throws -> JSONObject {
    if case .object(let object) = self { return object }
    return try JSONValue(parsing: body()).object ?? [:]
  }
}

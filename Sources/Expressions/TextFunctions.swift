import JSON
import Synchronization

extension Function {
  /// The functions of texts. Null as an argument gives null.
  static let textBodies: [Function: FunctionBody] = [
    .lower: ofText { text in .string(text.lowercased()) },
    .upper: ofText { text in .string(text.uppercased()) },
    .trim: ofText { text in
      let rest = text.drop { $0.isWhitespace }
      return .string(String(rest.reversed().drop { $0.isWhitespace }.reversed()))
    },
    .concat: { values in .string(try joined(values)) },
    .substring: { values in try substring(values) },
    .replace: ofTexts { texts in
      .string(try replaced(texts[0], texts[1], by: texts[2]))
    },
    .split: ofTexts { texts in .array(split(texts[0], at: texts[1])) },
    .starts_with: ofTexts { texts in .bool(texts[0].hasPrefix(texts[1])) },
    .ends_with: ofTexts { texts in .bool(texts[0].hasSuffix(texts[1])) },
    .matches: ofTexts { texts in
      .bool(try Patterns.isFound(texts[1], in: texts[0]))
    },
  ]

  /// Returns the texts of several values joined together; null adds nothing.
  static func joined(_ values: [JSONValue]) throws(EvaluationError) -> String {
    var text = ""
    for value in values where !value.isNull {
      try ValueLimit.append(value.string ?? value.compact, to: &text)
    }
    return text
  }

  private static func ofText(_ body: @escaping @Sendable (String) -> JSONValue) -> FunctionBody {
    ofTexts { texts in body(texts[0]) }
  }

  /// Returns a function whose arguments are all texts.
  private static func ofTexts(
    _ body: @escaping @Sendable ([String]) throws -> JSONValue
  ) -> FunctionBody {
    { values in
      var texts: [String] = []
      for value in values {
        guard let text = try value.requiredText() else { return .null }
        texts.append(text)
      }
      return try body(texts)
    }
  }

  /// Returns a part of a text. Positions count characters from 1, as in SQL; parts outside of the
  /// text are empty.
  private static func substring(_ values: [JSONValue]) throws(EvaluationError) -> JSONValue {
    guard let text = try values[0].requiredText(), let start = try values[1].requiredInteger(),
      let length = values.count > 2 ? try values[2].requiredInteger() : .max
    else { return .null }
    guard length >= 0 else { throw EvaluationError.unfit("a length from 0", values[2]) }
    let (end, overflows) = start.addingReportingOverflow(length)
    let last = overflows ? Int.max : end
    let characters = text.dropFirst(Swift.max(0, start - 1))
    return .string(String(characters.prefix(Swift.max(0, last - Swift.max(1, start)))))
  }

  private static func replaced(
    _ text: String, _ old: String, by new: String
  ) throws(EvaluationError) -> String {
    guard !old.isEmpty else { return text }
    var result = ""
    for (index, part) in split(text, at: old).enumerated() {
      if index > 0 { try ValueLimit.append(new, to: &result) }
      try ValueLimit.append(part.string ?? "", to: &result)
    }
    return result
  }

  /// Returns the parts between separators; the single characters if the separator is empty.
  private static func split(_ text: String, at separator: String) -> [JSONValue] {
    guard !separator.isEmpty else { return text.map { .string(String($0)) } }
    var parts: [JSONValue] = []
    var rest = text[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(.string(String(rest[..<found.lowerBound])))
      rest = rest[found.upperBound...]
    }
    return parts + [.string(String(rest))]
  }
}

/// Regular expressions, each compiled once.
private enum Patterns {
  private static let compiled = Mutex<[String: Regex<AnyRegexOutput>]>([:])

  static func isFound(_ pattern: String, in text: String) throws(EvaluationError) -> Bool {
    let isFound = compiled.withLock { known -> Bool? in
      // Patterns that are computed from rows must not fill the memory.
      if known.count > 100 { known = [:] }
      guard let regex = known[pattern] ?? (try? Regex(pattern)) else { return nil }
      known[pattern] = regex
      return text.contains(regex)
    }
    guard let isFound else {
      throw EvaluationError(
        "`\(pattern)` is not a regular expression; put `\\` before a literal special character")
    }
    return isFound
  }
}

import JSON

/// Prints a JSON value with its original numbers and order of members; only the white space between
/// tokens changes. The output may be indented and coloured.
package struct JSONPrinter: Sendable {
  /// The white space between tokens.
  package enum Layout: Sendable, Hashable {
    /// One line without blanks.
    case compact
    /// Two blanks per level.
    /// - Parameter depth: the level at which the value itself is nested.
    case indented(depth: Int)
  }

  private let layout: Layout
  private let palette: Palette
  private let isTerminal: Bool

  /// Creates a printer.
  /// - Parameter isTerminal: true to escape control characters as JSON escapes, which does not
  ///   change the value.
  package init(layout: Layout, palette: Palette = .plain, isTerminal: Bool = false) {
    self.layout = layout
    self.palette = palette
    self.isTerminal = isTerminal
  }

  /// Returns the printed value, without a line end.
  package func text(_ value: RawJSON) -> String {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the printed value as UTF-8, without a line end.
  package func append(_ value: RawJSON, to output: inout [UInt8]) {
    if layout == .compact, palette == .plain, !isTerminal {
      return value.appendCompact(to: &output)
    }
    switch layout {
    case .compact: append(value, depth: nil, to: &output)
    case .indented(let depth): append(value, depth: depth, to: &output)
    }
  }

  /// Appends a value.
  /// - Parameter depth: the number of levels that lines are indented by; nil for one line.
  private func append(_ value: RawJSON, depth: Int?, to output: inout [UInt8]) {
    switch value.kind {
    case .object:
      let parts = value.members
      appendParts(parts.count, between: "{", "}", depth: depth, to: &output) { index, output in
        appendString(JSONValue.string(parts[index].key).compact, .key, to: &output)
        output.append(contentsOf: depth == nil ? ":".utf8 : ": ".utf8)
        append(parts[index].value, depth: depth.map { $0 + 1 }, to: &output)
      }
    case .array:
      let parts = value.elements
      appendParts(parts.count, between: "[", "]", depth: depth, to: &output) { index, output in
        append(parts[index], depth: depth.map { $0 + 1 }, to: &output)
      }
    case .string: appendString(String(decoding: value.slice, as: UTF8.self), .string, to: &output)
    case .number: appendPainted(value.slice, .number, to: &output)
    case .bool: appendPainted(value.slice, .bool, to: &output)
    case .null: appendPainted(value.slice, .null, to: &output)
    }
  }

  private func appendParts(
    _ count: Int, between opener: String, _ closer: String, depth: Int?, to output: inout [UInt8],
    _ appendPart: (Int, inout [UInt8]) -> Void
  ) {
    output.append(contentsOf: opener.utf8)
    for index in 0..<count {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      if let depth { output.appendLine(indent: depth + 1) }
      appendPart(index, &output)
    }
    if count > 0, let depth { output.appendLine(indent: depth) }
    output.append(contentsOf: closer.utf8)
  }

  /// Appends a string.
  /// - Parameter literal: the string as JSON, with its quotes.
  private func appendString(_ literal: String, _ role: TextRole, to output: inout [UInt8]) {
    // `sanitised` writes JSON escapes, so the literal keeps its meaning.
    let literal = isTerminal ? TerminalText.sanitised(literal) : literal
    appendPainted(literal.utf8, role, to: &output)
  }

  private func appendPainted(
    _ token: some Sequence<UInt8>, _ role: TextRole, to output: inout [UInt8]
  ) {
    output.append(contentsOf: palette.opening(role))
    output.append(contentsOf: token)
    output.append(contentsOf: palette.closing(role))
  }
}

extension [UInt8] {
  fileprivate mutating func appendLine(indent: Int) {
    append(UInt8(ascii: "\n"))
    append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indent))
  }
}

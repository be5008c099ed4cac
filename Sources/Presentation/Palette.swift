/// The kind of a piece of output, which decides its colour.
package enum TextRole: String, Sendable, Hashable, CaseIterable {
  /// The name of an object's member.
  case key
  case string
  case number
  /// `true` and `false`
  case bool
  case null
  /// The title of a column.
  case heading
  /// Line numbers and rules at the edge of quoted source text.
  case gutter
  case error
  case warning
  case note
  /// The message of a diagnostic.
  case message
  /// A status that is good news, such as `paid`.
  case good
  /// A status that requires waiting or an action, such as `open`.
  case pending
  /// A status that is bad news, such as `failed`.
  case failing
}

/// The colours of output; `plain` has none.
package struct Palette: Sendable, Hashable {
  /// The parameters of the SGR escape sequence for each role with a colour.
  private let codes: [TextRole: String]

  /// Creates a palette.
  /// - Parameter codes: the parameters of an SGR escape sequence, such as `34;1`, by role.
  package init(_ codes: [TextRole: String]) {
    self.codes = codes
  }

  /// The palette without any colours.
  package static let plain = Palette([:])

  /// The terminal's own sixteen colours, which are legible on any background it has.
  package static let colored = Palette([
    .key: "34;1", .string: "32", .number: "36", .bool: "33", .null: "90", .heading: "1",
    .gutter: "34", .error: "31;1", .warning: "33;1", .note: "36", .message: "1",
    .good: "32", .pending: "33", .failing: "31;2",
  ])

  /// Returns the text between the sequences that turn a colour on and off.
  package func paint(_ text: String, _ role: TextRole) -> String {
    guard let code = codes[role], !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// Returns the sequence that turns a role's colour on; empty if it has no colour.
  func opening(_ role: TextRole) -> [UInt8] {
    codes[role].map { Array("\u{1B}[\($0)m".utf8) } ?? []
  }

  /// Returns the sequence that turns a role's colour off; empty if it has no colour.
  func closing(_ role: TextRole) -> [UInt8] {
    codes[role] == nil ? [] : Array("\u{1B}[0m".utf8)
  }
}

/// The condition under which output is coloured.
package enum ColorMode: String, Sendable, Hashable, CaseIterable {
  /// On a terminal that supports colours, unless `NO_COLOR` is set.
  case auto
  case always
  case never

  /// Returns the colours of an output stream.
  /// - Parameters:
  ///   - isTerminal: true if the stream is a terminal.
  ///   - environment: the environment variables, of which `NO_COLOR` and `TERM` are read.
  package func palette(isTerminal: Bool, environment: [String: String]) -> Palette {
    switch self {
    case .always: .colored
    case .never: .plain
    case .auto:
      isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
        ? .colored : .plain
    }
  }
}

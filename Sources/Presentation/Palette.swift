/// What a piece of output is, so that it can be coloured by that.
package enum TextRole: String, Sendable, Hashable, CaseIterable {
  /// The name of an object's member.
  case key
  case string
  case number
  /// `true` and `false`
  case bool
  case null
  /// A column's title.
  case heading
  /// Lines and numbers at the edge of something quoted.
  case gutter
  case error
  case warning
  case note
  /// What a diagnostic says in one sentence.
  case message
  /// A status that is good news, that needs waiting or doing, that is bad news.
  case good
  case pending
  case failing
}

/// The colours of output; `plain` has none.
package struct Palette: Sendable, Hashable {
  /// The parameters of the terminal's SGR sequence for each role that has any.
  private let codes: [TextRole: String]

  package init(_ codes: [TextRole: String]) {
    self.codes = codes
  }

  package static let plain = Palette([:])

  /// The terminal's own sixteen colours, so that it stays legible on any background.
  package static let colored = Palette([
    .key: "34;1", .string: "32", .number: "36", .bool: "33", .null: "90", .heading: "1",
    .gutter: "34", .error: "31;1", .warning: "33;1", .note: "36", .message: "1",
    .good: "32", .pending: "33", .failing: "31;2",
  ])

  /// The text between the sequences that turn a colour on and off.
  package func paint(_ text: String, _ role: TextRole) -> String {
    guard let code = codes[role], !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  /// The sequence that turns a role's colour on; nothing where it has none.
  func opening(_ role: TextRole) -> [UInt8] {
    codes[role].map { Array("\u{1B}[\($0)m".utf8) } ?? []
  }

  /// The sequence that turns a role's colour off again.
  func closing(_ role: TextRole) -> [UInt8] {
    codes[role] == nil ? [] : Array("\u{1B}[0m".utf8)
  }
}

/// When output is coloured.
package enum ColorMode: String, Sendable, Hashable, CaseIterable {
  /// On a terminal that can show colours, unless `NO_COLOR` asks for none.
  case auto
  case always
  case never

  /// - Parameters:
  ///   - isTerminal: whether the stream in question is one.
  ///   - environment: where `NO_COLOR` and `TERM` are looked up.
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

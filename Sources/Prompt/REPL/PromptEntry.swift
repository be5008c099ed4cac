/// What was entered at the prompt: a statement, or a command of the prompt.
enum PromptEntry: Hashable {
  case statement(String)
  /// Edits a statement; without one, the last one.
  case edit(String?)
  /// Repeats a read at an interval in milliseconds.
  case watch(milliseconds: Int, statement: String)
  /// Switches timing on or off; without a value, to the other one.
  case timing(Bool?)
  case shell(String)
  case seed
  /// A command that is written wrongly, and what is right.
  case problem(String)

  init(_ text: String) {
    guard let (command, length) = PromptCommand.leading(text) else {
      self = .statement(PromptWord.statement(for: text))
      return
    }
    let rest = Self.trimmed(text.utf8.dropFirst(length), ending: command != .shell)
    self =
      switch command {
      case .edit: .edit(rest.isEmpty ? nil : rest)
      case .watch: Self.watch(rest)
      case .timing: Self.timing(rest)
      case .shell: rest.isEmpty ? Self.wrong(.shell) : .shell(rest)
      case .seed: rest.isEmpty ? .seed : Self.wrong(.seed)
      }
  }

  /// The statement whose end decides whether the entry is complete; nil if it always is.
  var openStatement: String? {
    switch self {
    case .statement(let statement), .watch(_, let statement): statement
    case .edit, .timing, .shell, .seed, .problem: nil
    }
  }

  private static func wrong(_ command: PromptCommand) -> PromptEntry {
    .problem("write `\(command.usage)`")
  }

  private static func timing(_ rest: String) -> PromptEntry {
    switch rest.lowercased() {
    case "": .timing(nil)
    case "on": .timing(true)
    case "off": .timing(false)
    case _: wrong(.timing)
    }
  }

  private static let usualInterval = 2000
  private static let leastInterval = 100

  private static func watch(_ rest: String) -> PromptEntry {
    let word = rest.prefix { $0 != " " && $0 != "\n" && $0 != "\t" }
    guard let interval = milliseconds(word) else {
      guard word.first?.isNumber != true, !rest.isEmpty else { return wrong(.watch) }
      return .watch(milliseconds: usualInterval, statement: rest)
    }
    let statement = trimmed(rest.utf8.dropFirst(word.utf8.count), ending: false)
    guard !statement.isEmpty, interval >= leastInterval else { return wrong(.watch) }
    return .watch(milliseconds: interval, statement: statement)
  }

  private static let units = ["": 1000, "ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]

  /// Returns the length of `5s`, `500ms` or `5`, which are seconds; nil for other words.
  private static func milliseconds(_ word: Substring) -> Int? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number < 1_000_000 else { return nil }
    return units[word.dropFirst(digits.count).lowercased()].map { number * $0 }
  }

  /// Returns a text without the blanks around it.
  /// - Parameter ending: true to remove a final `;` too.
  private static func trimmed(_ bytes: some Sequence<UInt8>, ending: Bool) -> String {
    var scalars = String(decoding: Array(bytes), as: UTF8.self).unicodeScalars[...]
    while let last = scalars.last, last.properties.isWhitespace || (ending && last == ";") {
      scalars.removeLast()
    }
    return String(scalars.drop(while: \.properties.isWhitespace))
  }
}

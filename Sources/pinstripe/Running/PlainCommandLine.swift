import Console

/// A command line that only says what to run and on which account, as most do.
///
/// It is read without the parser: in a program of this size the parser's look-ups take longer than
/// all the rest of a short run. Whatever is not plain is left to the parser, and so are all errors.
struct PlainCommandLine {
  private(set) var request = RunRequest()
  private var given: [GivenSetting] = []
  private var seen: Set<String> = []

  /// Reads arguments.
  /// - Returns: nil if the parser has to read them.
  /// - Throws: `ValidationError` if the value of an option is not one that its setting takes.
  init?(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("-") else {
        guard !word.isEmpty, !CommandWords.subcommands.contains(word) else { return nil }
        // A script's arguments are its own, whatever they look like.
        request.script = [word] + rest
        break
      }
      guard take(word, &rest) else { return nil }
    }
    request.settings = try SessionSettings(given)
  }

  private mutating func take(_ word: String, _ rest: inout ArraySlice<String>) -> Bool {
    if word == "-e" {
      guard let statements = Self.value(&rest) else { return false }
      request.expressions.append(statements)
      return true
    }
    // Which of two values counts is for the parser to say.
    guard seen.insert(word).inserted else { return false }
    if word == "--sandbox" {
      request.account.sandbox = true
      return true
    }
    guard let option = Self.options[word], let value = Self.value(&rest) else { return false }
    option(&self, value)
    return true
  }

  private static func value(_ rest: inout ArraySlice<String>) -> String? {
    guard let next = rest.first, !next.hasPrefix("-") else { return nil }
    return rest.popFirst()
  }

  private static let options: [String: @Sendable (inout PlainCommandLine, String) -> Void] = [
    "--profile": { $0.request.account.profile = $1 },
    "--sandbox-data": { $0.request.account.sandboxData = $1 },
    "--api-base": { $0.request.account.apiBase = $1 },
    "--format": { $0.given.append(GivenSetting(.format, "--format", $1)) },
    "--output": { $0.given.append(GivenSetting(.output, "--output", $1)) },
    "--max-rows": { $0.given.append(GivenSetting(.maxRows, "--max-rows", $1)) },
  ]
}

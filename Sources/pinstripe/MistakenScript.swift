import ArgumentParser
import Diagnostics
import Language

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A first argument that is not a script file but probably was meant as something else.
enum MistakenScript {
  /// Returns an error message for arguments whose first word is not a file, or nil if it is a file
  /// or resembles nothing known.
  static func problem(with words: [String]) -> String? {
    guard let first = words.first, access(first, F_OK) != 0 else { return nil }
    if subcommands.contains(first) {
      return "subcommands come first: `pinstripe \(words.joined(separator: " ")) …`"
    }
    if isStatement(first) {
      return "pass statements with -e: `pinstripe -e '\(words.joined(separator: " "))'`"
    }
    guard !first.contains("/"), !first.contains("."),
      let nearest = NearestName.of(first, among: subcommands)
    else { return nil }
    return "unknown subcommand or file `\(first)`; did you mean `\(nearest)`?"
  }

  private static var subcommands: [String] {
    PinstripeCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + [
      "help"
    ]
  }

  private static func isStatement(_ text: String) -> Bool {
    let word = text.prefix { $0.isLetter }.lowercased()
    return statementWords.contains(word) && (word == text.lowercased() || text.contains(" "))
  }

  private static let statementWords = Set(Verb.allCases.map(\.rawValue)).union([
    "request", "let", "for", "if", "assert", "print", "include", "use", "set", "show", "describe",
    "test",
  ])
}

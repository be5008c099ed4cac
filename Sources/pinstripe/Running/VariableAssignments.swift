import ArgumentParser
import JSON

/// The variables that the command line sets.
struct VariableAssignments: Equatable {
  /// The values of `--set`: `name=value`.
  var texts: [String] = []

  /// Returns the variables of `--set`, and a script's arguments as `$1`, `$2` …
  /// - Throws: `ValidationError` if `--set` has no `=` or an invalid name.
  func values(arguments: [String] = []) throws -> [String: JSONValue] {
    var assigned: [String: JSONValue] = [:]
    for text in texts {
      guard let equals = text.firstIndex(of: "="), Self.isName(text[..<equals]) else {
        throw ValidationError("--set requires name=value, got `\(text)`")
      }
      assigned[String(text[..<equals])] = .string(String(text[text.index(after: equals)...]))
    }
    for (index, argument) in arguments.enumerated() {
      assigned[String(index + 1)] = .string(argument)
    }
    return assigned
  }

  /// Returns true for a variable's name: letters, digits and underscores, not a digit first.
  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}

import ArgumentParser
import JSON

/// The options that give statements and their variables.
struct StatementArguments: ParsableArguments {
  @Option(
    name: .customShort("e"),
    help: ArgumentHelp("Statements to run; may be repeated.", valueName: "statements"))
  var expressions: [String] = []
  @OptionGroup var variables: VariableArguments
  @Flag(help: "Do not run startup.stripe when a prompt starts.")
  var noStartup = false
}

/// The option that sets variables.
struct VariableArguments: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a variable; may be repeated.", valueName: "name=value"))
  var assignments: [String] = []

  /// Returns the variables of `--set name=value`, and a script's arguments as `$1`, `$2` …
  /// - Throws: `ValidationError` if `--set` has no `=` or an invalid name.
  func values(arguments: [String] = []) throws -> [String: JSONValue] {
    var assigned: [String: JSONValue] = [:]
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "="), Self.isName(assignment[..<equals]) else {
        throw ValidationError("--set requires name=value, got `\(assignment)`")
      }
      assigned[String(assignment[..<equals])] = .string(
        String(assignment[assignment.index(after: equals)...]))
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

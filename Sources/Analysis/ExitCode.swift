import Expressions
import JSON

/// The rules for exit codes.
package enum ExitCode {
  /// The exit codes that shells support.
  package static let range = 0...255

  /// The message for an exit code out of range.
  package static let rule = "`exit` requires a whole number from 0 to 255"

  /// Returns true if a value is a valid exit code.
  package static func admits(_ value: JSONValue) -> Bool {
    value.numeric?.integer.map(range.contains) ?? false
  }
}

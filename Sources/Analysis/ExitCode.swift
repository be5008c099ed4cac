import Expressions
import JSON

/// The codes that a program can end with.
package enum ExitCode {
  /// What shells can be told.
  package static let range = 0...255

  package static let rule = "`exit` requires a whole number from 0 to 255"

  package static func admits(_ value: JSONValue) -> Bool {
    value.numeric?.integer.map(range.contains) ?? false
  }
}

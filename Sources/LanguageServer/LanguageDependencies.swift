import CodeCompletion
import Diagnostics
import Expressions

/// The connections of the language server to the outside world.
package struct LanguageDependencies: Sendable {
  /// Returns what completion knows besides the text: settings, topics, profiles.
  package var context: @Sendable () async -> CompletionContext
  /// Returns the text of a file; nil if there is none.
  /// - Throws: `TextError` if it cannot be read.
  package var read: @Sendable (_ path: String) throws(TextError) -> String?
  /// Returns the description of an object, a field or an action, as `describe` shows it; nil if the
  /// words name none.
  package var describe: @Sendable (_ words: String) -> String?
  /// The version of the program.
  package var version: String

  /// Creates the connections of a server.
  package init(
    version: String, context: @escaping @Sendable () async -> CompletionContext,
    read: @escaping @Sendable (String) throws(TextError) -> String?,
    describe: @escaping @Sendable (String) -> String?
  ) {
    self.version = version
    self.context = context
    self.read = read
    self.describe = describe
  }
}

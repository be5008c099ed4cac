import Console

/// What an agent server may do, and how much it returns.
package struct AgentOptions: Sendable {
  /// The settings of each run.
  package var settings: SessionSettings
  /// True if statements may write to the account and to files.
  package var allowsWrites: Bool
  /// The maximum number of rows of a result.
  package var maxRows = 100
  /// The maximum number of bytes of a result.
  package var maxBytes = 1 << 16
  /// The version of the program.
  package var version: String

  /// Creates options with the usual bounds of results.
  package init(settings: SessionSettings, allowsWrites: Bool, version: String) {
    self.settings = settings
    self.allowsWrites = allowsWrites
    self.version = version
  }
}

import Diagnostics

/// The arguments that a script will be given when it runs.
package enum ScriptArguments {
  /// Returns the names of those that a script mentions, and of those before them: `1`, `2` …
  package static func mentioned(in source: SourceText) -> [String] {
    let used = source.text.matches(of: /\$\{?([0-9]{1,2})/).compactMap { Int($0.output.1) }
    return (1...max(1, used.max() ?? 1)).map(String.init)
  }
}

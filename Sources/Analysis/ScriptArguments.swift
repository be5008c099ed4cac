import Diagnostics

/// The arguments that a script will be given when it runs.
package enum ScriptArguments {
  /// Returns the names of those that a script mentions, and of those before them: `1`, `2` …
  package static func mentioned(in source: SourceText) -> [String] {
    let bytes = Array(source.text.utf8)
    var most = 1
    var rest = bytes[...]
    while let mark = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = bytes[(mark + 1)...]
      if rest.first == UInt8(ascii: "{") { rest = rest.dropFirst() }
      let digits = rest.prefix(2).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      most = max(most, Int(String(decoding: digits, as: UTF8.self)) ?? 1)
    }
    return (1...most).map(String.init)
  }
}

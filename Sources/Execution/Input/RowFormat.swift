/// How the rows of a file are written.
package enum RowFormat: String, Sendable, CaseIterable {
  case ndjson
  case json
  case csv

  /// The format that a path's ending says; nil for another ending.
  init?(path: String) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    self.init(rawValue: ending == "jsonl" ? "ndjson" : ending)
  }
}

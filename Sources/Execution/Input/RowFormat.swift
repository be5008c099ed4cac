/// A format of the rows of a file.
package enum RowFormat: String, Sendable, CaseIterable {
  case ndjson
  case json
  case csv

  /// Returns the format of a path's extension; nil for an unknown one.
  init?(path: String) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    self.init(rawValue: ending == "jsonl" ? "ndjson" : ending)
  }
}

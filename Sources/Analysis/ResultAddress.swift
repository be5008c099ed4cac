import Diagnostics

/// The destination of rows, as named by `into` and `--output`.
package enum ResultAddress {
  /// The names of formats by the extensions of file names.
  private static let formats = [
    "csv": "csv", "tsv": "tsv", "json": "json", "ndjson": "ndjson", "jsonl": "ndjson",
    "md": "markdown", "html": "html",
  ]

  private static let databases = ["sqlite:", "postgres:", "postgresql:"]

  /// Returns the name of the format for a file's extension; nil if there is none.
  package static func format(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    return formats[name[name.index(after: dot)...].lowercased()]
  }

  /// Returns true if rows can be appended to such a file; a table must keep its columns.
  /// - Parameter hasColumns: True if the statement selects columns.
  package static func isAppendable(_ path: String, hasColumns: Bool) -> Bool {
    switch format(of: path) {
    case "ndjson": true
    case "csv", "tsv": hasColumns
    case .some, nil: false
    }
  }

  /// Returns the reason why rows cannot go to a database; nil if the address is that of a file.
  package static func databaseProblem(_ address: String) -> String? {
    guard databases.contains(where: address.lowercased().hasPrefix) else { return nil }
    return "databases are not available yet; name a file such as \"rows.csv\""
  }

  /// Returns the reason why rows cannot go to an address; nil if they can.
  package static func problem(with address: String) -> String? {
    if let problem = databaseProblem(address) { return problem }
    guard format(of: address) == nil else { return nil }
    return "`\(address)` is not a .csv, .tsv, .json, .ndjson, .md or .html file"
  }
}

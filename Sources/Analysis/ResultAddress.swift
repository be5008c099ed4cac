import Diagnostics

/// Where the rows of a statement go, as `into` and `--output` name it.
package enum ResultAddress {
  /// The formats of files by the endings of their names.
  private static let formats = [
    "csv": "csv", "tsv": "tsv", "json": "json", "ndjson": "ndjson", "jsonl": "ndjson",
    "md": "markdown", "html": "html",
  ]

  private static let databases = ["sqlite:", "postgres:", "postgresql:"]

  /// The name of the format that a file's ending stands for; nil where it stands for none.
  package static func format(of path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
    return formats[name[name.index(after: dot)...].lowercased()]
  }

  /// Whether rows can follow others in such a file, which must have the same columns.
  /// - Parameter hasColumns: whether the statement selects columns.
  package static func isAppendable(_ path: String, hasColumns: Bool) -> Bool {
    switch format(of: path) {
    case "ndjson": true
    case "csv", "tsv": hasColumns
    case .some, nil: false
    }
  }

  /// Why rows cannot go to a database; nil where the address is a file's.
  package static func databaseProblem(_ address: String) -> String? {
    guard databases.contains(where: address.lowercased().hasPrefix) else { return nil }
    return "databases are not available yet; name a file such as \"rows.csv\""
  }

  /// Why rows cannot go to an address; nil where they can.
  package static func problem(with address: String) -> String? {
    if let problem = databaseProblem(address) { return problem }
    guard format(of: address) == nil else { return nil }
    return "`\(address)` is not a .csv, .tsv, .json, .ndjson, .md or .html file"
  }
}

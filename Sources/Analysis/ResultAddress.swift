import Diagnostics

/// The destination of rows, as named by `into` and `--output`.
package enum ResultAddress: Sendable, Hashable {
  /// A file, by its path.
  case file(String)
  /// A database in a file of SQLite: `sqlite:books.db`
  case sqlite(path: String)
  /// A database of a PostgreSQL server: `postgres://ann@localhost/books`
  case postgres(url: String)

  /// Reads an address.
  package init(_ text: String) {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    let rest = text.dropFirst(scheme.count + 1)
    if scheme == "sqlite", text.count > scheme.count {
      self = .sqlite(path: String(rest.hasPrefix("//") ? rest.dropFirst(2) : rest))
    } else if ["postgres", "postgresql"].contains(scheme), rest.hasPrefix("//") {
      self = .postgres(url: scheme + ":" + rest)
    } else {
      self = .file(text)
    }
  }

  /// True if it is the address of a database.
  package var isDatabase: Bool { if case .file = self { false } else { true } }

  /// The names of formats by the extensions of file names.
  private static let formats = [
    "csv": "csv", "tsv": "tsv", "json": "json", "ndjson": "ndjson", "jsonl": "ndjson",
    "md": "markdown", "html": "html",
  ]

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

  /// Returns the reason why rows cannot go to an address; nil if they can.
  package static func problem(with address: String) -> String? {
    switch ResultAddress(address) {
    case .sqlite(let path):
      return path.isEmpty || path == ":memory:"
        ? "`sqlite:` requires the name of a file, such as \"sqlite:books.db\"" : nil
    case .postgres: return nil
    case .file: break
    }
    guard format(of: address) == nil else { return nil }
    if let scheme = scheme(of: address) {
      return "unknown database `\(scheme)`; use sqlite:FILE or postgres://HOST/DATABASE"
    }
    return "`\(address)` is not a .csv, .tsv, .json, .ndjson, .md or .html file, and not the "
      + "address of a database (sqlite:FILE, postgres://…)"
  }

  /// Returns the scheme of an address that looks like that of a database; nil for file names.
  private static func scheme(of address: String) -> String? {
    guard let colon = address.firstIndex(of: ":"), colon > address.startIndex,
      address[..<colon].allSatisfy({ $0.isLetter || $0.isNumber })
    else { return nil }
    let scheme = String(address[..<colon])
    return address[colon...].hasPrefix("://") || ["postgres", "postgresql"].contains(scheme)
      ? scheme : nil
  }
}

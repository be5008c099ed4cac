import GRDB

/// Turns errors of SQLite into sentences.
struct SQLiteProblem {
  let path: String

  func problem(_ error: any Error) -> DatabaseProblem {
    guard let error = error as? DatabaseError else {
      return DatabaseProblem(.other, "cannot write `\(path)`: \(error)")
    }
    let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      DatabaseProblem(.foreignFile, "`\(path)` is not an SQLite database: \(message)")
    case .SQLITE_CANTOPEN:
      DatabaseProblem(.connection, "cannot open `\(path)`: \(message)")
    case .SQLITE_PERM, .SQLITE_AUTH:
      DatabaseProblem(.permission, "no permission to write `\(path)`")
    case .SQLITE_READONLY:
      DatabaseProblem(.readOnly, "`\(path)` is read-only")
    case .SQLITE_FULL:
      DatabaseProblem(.full, "the disk is full: `\(path)` cannot be written")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      DatabaseProblem(.locked, "`\(path)` is locked by another program")
    default:
      DatabaseProblem(.other, "cannot write `\(path)`: \(message)")
    }
  }
}

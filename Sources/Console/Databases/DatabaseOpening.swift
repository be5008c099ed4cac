import Analysis
import Databases

extension ResultAddress {
  /// Opens the database at the address.
  /// - Throws: `DatabaseProblem` if it cannot be opened, or if it is the address of a file.
  func open() throws(DatabaseProblem) -> any Database {
    switch self {
    case .sqlite(let path): try SQLiteDatabase(path: path)
    case .postgres(let url): try PostgresDatabase(url: url)
    case .file(let path): throw DatabaseProblem(.definition, "`\(path)` is not a database")
    }
  }
}

import CPostgres

/// libpq, loaded when a server is first used, so that the program runs without it.
enum PostgresLibrary {
  /// Where libpq is on Debian and Fedora, and where Homebrew and Postgres.app install it.
  private static let paths = [
    "libpq.so.5", "libpq.so", "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib",
    "/usr/local/opt/libpq/lib/libpq.5.dylib",
    "/Applications/Postgres.app/Contents/Versions/latest/lib/libpq.5.dylib",
  ]

  private static let loaded: CPostgresFunctions? = {
    var functions = UnsafeMutablePointer<CPostgresFunctions>.allocate(capacity: 1)
    defer { functions.deallocate() }
    return paths.contains { cpostgres_load($0, functions) } ? functions.pointee : nil
  }()

  /// Returns the functions of the library.
  /// - Throws: `DatabaseProblem` if it is not installed.
  static func functions() throws(DatabaseProblem) -> CPostgresFunctions {
    if let loaded { return loaded }
    throw DatabaseProblem(
      .library,
      "PostgreSQL's client library was not found; install it: `apt-get install libpq5` on Debian "
        + "and Ubuntu, `dnf install libpq` on Fedora, `brew install libpq` on macOS")
  }
}

import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Which file a path named when it was opened, to notice that it names another one by now.
struct FileStamp: Sendable {
  private let path: String
  private let identity: Identity

  private struct Identity: Hashable {
    let device: UInt64
    let inode: UInt64

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(truncatingIfNeeded: status.st_ino)
    }
  }

  /// Nil where nothing lies at the path.
  init?(_ path: String) {
    guard let identity = Identity(path) else { return nil }
    self.path = path
    self.identity = identity
  }

  /// - Throws: `StoreError.removed` where the file is gone or another lies in its place.
  func check() throws(StoreError) {
    guard Identity(path) == identity else { throw .removed(path) }
  }
}

/// Looks at a file before a database library may change it.
enum FileCheck {
  private static let header = Array("SQLite format 3\0".utf8)

  /// - Throws: `StoreError.foreignFile` for a file with contents that are no SQLite database, or
  ///   that another program made.
  static func refuseForeign(_ path: String) throws {
    guard let file = fopen(path, "rb") else { return }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: header.count)
    let count = fread(&bytes, 1, bytes.count, file)
    guard count > 0 else { return }
    guard bytes == header else { throw StoreError.foreignFile(path) }
    var configuration = Configuration()
    configuration.readonly = true
    let database = try DatabaseQueue(path: path, configuration: configuration)
    try database.read { try StoreMigrations.refuseForeign($0, path) }
    try database.close()
  }
}

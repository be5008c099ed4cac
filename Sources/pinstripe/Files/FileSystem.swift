#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Questions about the file system.
enum FileSystem {
  /// Returns true if there is a file or a directory at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

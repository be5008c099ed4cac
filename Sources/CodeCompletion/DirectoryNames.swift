#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The names in a directory, for the completion of file paths.
package enum DirectoryNames {
  /// Returns the names in a directory, sorted, with a `/` after those of directories. Hidden names
  /// are left out; the result is empty if the directory cannot be read.
  /// - Parameter directory: a path; `""` is the working directory.
  package static func of(_ directory: String) -> [String] {
    let path = directory.isEmpty ? "." : directory
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: nameCapacity) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      names.append(isDirectory("\(path)/\(name)") ? name + "/" : name)
    }
    return names.sorted()
  }

  private static let nameCapacity = 256

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

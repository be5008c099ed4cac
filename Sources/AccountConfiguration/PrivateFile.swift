#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Creates the files that the program writes. They contain an account's data, so only the owner may
/// access them, whatever the process's umask.
package enum PrivateFile {
  /// The position at which an existing file is opened.
  package enum Position: Sendable {
    case emptied
    case atItsEnd
  }

  /// Opens a file for writing and returns its descriptor.
  ///
  /// An existing file keeps its permissions, which somebody chose. A symbolic link is followed only
  /// if it is the user's or root's: another user's, in a directory that all may write, could point
  /// to any of our files.
  ///
  /// - Throws: `FileError` if the file cannot be opened or is a symbolic link of another user.
  package static func open(_ path: String, _ position: Position) throws(FileError) -> CInt {
    let flags = O_WRONLY | O_CLOEXEC | (position == .emptied ? O_TRUNC : O_APPEND)
    let fresh = systemOpen(path, flags | O_CREAT | O_EXCL)
    if fresh >= 0 { return try closedToOthers(fresh) }
    guard errno == EEXIST else { throw .current() }
    // A symbolic link to a missing file creates the file it names.
    let mayCreate = try checkLink(path) ? O_CREAT : 0
    let descriptor = systemOpen(path, flags | mayCreate)
    guard descriptor >= 0 else { throw .current() }
    return descriptor
  }

  /// Creates a file with an unpredictable name next to another, to be renamed to it when it is
  /// complete; returns its descriptor and its path.
  ///
  /// - Throws: `FileError` if the file cannot be created.
  package static func draft(
    beside path: String
  ) throws(FileError) -> (descriptor: CInt, path: String) {
    var name = Array("\(path).XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw .current() }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let draft = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    return (try closedToOthers(descriptor), draft)
  }

  /// Creates a file unless it exists; a new one is empty.
  ///
  /// - Throws: `FileError` if the file cannot be opened or created.
  package static func create(_ path: String) throws(FileError) {
    close(try open(path, .atItsEnd))
  }

  /// Creates the missing directories above a file, accessible to the owner only.
  ///
  /// - Throws: `FileError` if a directory cannot be created.
  package static func makeDirectories(above path: String) throws(FileError) {
    var directory = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      directory += "\(part)/"
      if mkdir(directory, 0o700) == 0 { continue }
      let problem = FileError.current()
      // `mkdir` of an existing directory may fail for another reason, such as a read-only disk.
      var status = stat()
      guard stat(directory, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw problem }
    }
  }

  private static func closedToOthers(_ descriptor: CInt) throws(FileError) -> CInt {
    guard fchmod(descriptor, 0o600) == 0 else {
      defer { close(descriptor) }
      throw .current()
    }
    return descriptor
  }

  /// Returns true if a path is a symbolic link.
  /// - Throws: `FileError` if it belongs to another user.
  private static func checkLink(_ path: String) throws(FileError) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
    guard [geteuid(), 0].contains(status.st_uid) else {
      throw FileError("it is a symbolic link owned by another user")
    }
    return true
  }
}

/// Calls the system's `open`, which the method of that name hides.
private func systemOpen(_ path: String, _ flags: CInt) -> CInt { open(path, flags, 0o600) }

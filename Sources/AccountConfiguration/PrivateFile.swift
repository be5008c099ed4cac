#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes the files the program writes: what they hold is the account's business, so whatever the
/// process's mask says, they are their owner's alone.
package enum PrivateFile {
  /// How a file is opened that may be there already.
  package enum Position: Sendable {
    case emptied
    case atItsEnd
  }

  /// Opens a file for writing and answers with its descriptor.
  ///
  /// One that is there keeps its permissions, which somebody chose. A link is followed where it is
  /// the user's own; another's, in a directory that all may write, could lead to any of our files.
  package static func open(_ path: String, _ position: Position) throws(FileError) -> CInt {
    let flags = O_WRONLY | O_CLOEXEC | (position == .emptied ? O_TRUNC : O_APPEND)
    let fresh = systemOpen(path, flags | O_CREAT | O_EXCL)
    if fresh >= 0 { return try closedToOthers(fresh) }
    guard errno == EEXIST else { throw .current() }
    // A link that leads nowhere yet makes the file it names.
    let mayCreate = try checkLink(path) ? O_CREAT : 0
    let descriptor = systemOpen(path, flags | mayCreate)
    guard descriptor >= 0 else { throw .current() }
    return descriptor
  }

  /// Makes a file of a name nobody could foresee beside another, to be renamed to it when it is
  /// whole; answers with its descriptor and its path.
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

  /// Makes sure that a file is there; a new one is empty.
  package static func create(_ path: String) throws(FileError) {
    close(try open(path, .atItsEnd))
  }

  /// Makes the directories above a file, as far as they are missing, for the owner alone.
  package static func makeDirectories(above path: String) throws(FileError) {
    var directory = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      directory += "\(part)/"
      if mkdir(directory, 0o700) == 0 { continue }
      let problem = FileError.current()
      // One that is there may be refused for another reason, on a disk that is read only, say.
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

  /// Whether a path is a link; throws where it is another user's.
  private static func checkLink(_ path: String) throws(FileError) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return false }
    guard [geteuid(), 0].contains(status.st_uid) else {
      throw FileError("it is a symbolic link owned by another user")
    }
    return true
  }
}

/// The system's `open`, which the method of that name hides.
private func systemOpen(_ path: String, _ flags: CInt) -> CInt { open(path, flags, 0o600) }

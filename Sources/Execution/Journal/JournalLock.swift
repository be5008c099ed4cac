#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps other runs from using the same journal. The lock is released when the process ends, even
/// if it is killed.
final class JournalLock: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Takes the lock; nil if another process holds it.
  init?(journal: String) throws(JournalError) {
    path = journal + ".lock"
    var held: Int32
    repeat {
      held = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard held >= 0 else {
        throw JournalError(
          .storage, "cannot lock `\(journal)`: \(String(cString: strerror(errno)))")
      }
      guard flock(held, LOCK_EX | LOCK_NB) == 0 else {
        close(held)
        return nil
      }
      // The previous holder may have removed the file between the opening and the locking.
    } while !Self.isStill(held, at: path)
    descriptor = held
  }

  private static func isStill(_ descriptor: Int32, at path: String) -> Bool {
    var opened = stat()
    var named = stat()
    if fstat(descriptor, &opened) == 0, stat(path, &named) == 0, opened.st_ino == named.st_ino {
      return true
    }
    close(descriptor)
    return false
  }

  deinit {
    unlink(path)
    close(descriptor)
  }
}

/// The reason why a journal cannot be used.
package struct JournalError: Error, Sendable {
  /// The kind of problem.
  package enum Kind: Sendable {
    /// The file cannot be read or written.
    case storage
    /// It is not the journal of this run, or another run is using it.
    case mismatch
  }

  /// The kind of problem.
  package let kind: Kind
  /// One sentence without a full stop.
  package let message: String

  /// Creates an error from a sentence.
  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// A journal's file, accessible to its owner only, with the files that SQLite creates next to it.
enum JournalFile {
  /// Creates an empty file. An existing one is an error, unless it is empty because a run was
  /// killed before it wrote anything.
  static func create(_ path: String) throws(JournalError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST, isEmpty(path), isEmpty(path + "-wal") || !exists(path + "-wal") { return }
      if exists(path) {
        throw JournalError(
          .mismatch, "`\(path)` exists: add `--resume` to resume it, or name another file")
      }
      throw JournalError(
        .storage, "cannot create the journal `\(path)`: \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }

  private static func isEmpty(_ path: String) -> Bool {
    var facts = stat()
    return lstat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG && facts.st_size == 0
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func remove(_ path: String) {
    for file in [path, path + "-wal", path + "-shm"] { unlink(file) }
  }
}

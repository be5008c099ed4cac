import AccountConfiguration
import Console
import Execution

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes a file anew so that at every moment it is whole: either the old text or the new.
enum FileReplacement {
  static func replace(_ path: String, with text: String) throws(FileError) {
    let draft = try draft(of: path)
    do {
      try draft.sink.write(Array(text.utf8))
      try draft.sink.flush()
    } catch {
      draft.discard()
      throw FileError("\(error)")
    }
    try draft.commit()
  }

  /// Begins a file that takes the place of another once it is whole.
  /// - Parameter keepsContent: whether it begins with what the other holds.
  static func draft(
    of path: String, keepsContent: Bool = false
  ) throws(FileError) -> FileDraft {
    // Through a link the file it leads to is replaced, not the link.
    let target = resolved(path)
    try checkReplaceable(target)
    let draft = try PrivateFile.draft(beside: target)
    let sink = FileSink(descriptor: draft.descriptor)
    do throws(FileError) {
      if keepsContent { try copy(target, to: sink) }
    } catch {
      unlink(draft.path)
      throw error
    }
    return FileDraft(
      sink: sink,
      commit: { () throws(FileError) in
        var status = stat()
        let isThere = stat(target, &status) == 0
        fchmod(draft.descriptor, isThere ? status.st_mode & 0o7777 : newFileMode)
        guard rename(draft.path, target) == 0 else {
          let problem = FileError.current()
          unlink(draft.path)
          throw problem
        }
        // The descriptor lives as long as its sink.
        withExtendedLifetime(sink) {}
      },
      discard: { unlink(draft.path) })
  }

  private static func copy(_ path: String, to sink: FileSink) throws(FileError) {
    do {
      let bytes = try ByteReader(path: path)
      while case let piece = try bytes.nextPiece(), !piece.isEmpty { try sink.write(piece) }
    } catch let error as UnreadableFile {
      throw FileError(error.reason)
    } catch {
      throw FileError("\(error)")
    }
  }

  /// The permissions that a new file has.
  private static var newFileMode: mode_t {
    let mask = umask(0)
    umask(mask)
    return 0o666 & ~mask
  }

  /// What is there must be a file, and one that may be written.
  private static func checkReplaceable(_ path: String) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError("it is not a regular file") }
    guard access(path, W_OK) == 0 else { throw .current() }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}

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

/// Replaces the content of a file atomically: readers see either the old text or the new one.
enum FileReplacement {
  /// Replaces the content of a file by a text.
  /// - Throws: `FileError` if the file cannot be replaced; its old content is then unchanged.
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

  /// Creates a draft file that replaces another one when it is committed.
  /// - Parameter keepsContent: true if the draft begins with a copy of the existing content.
  /// - Throws: `FileError` if the target is not a writable regular file, or the draft cannot be
  ///   written.
  static func draft(
    of path: String, keepsContent: Bool = false
  ) throws(FileError) -> FileDraft {
    // If the path is a symbolic link, the file it points to is replaced, not the link.
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
        // The sink closes the descriptor when it is released, so it must live until here.
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

  /// The permissions of a new file: read and write for all, less the umask.
  private static var newFileMode: mode_t {
    let mask = umask(0)
    umask(mask)
    return 0o666 & ~mask
  }

  /// Checks that an existing target is a regular file that may be written.
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

import AccountConfiguration
import Console

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
    // Through a link the file it leads to is replaced, not the link.
    let target = resolved(path)
    let draft = try PrivateFile.draft(beside: target)
    do {
      let sink = FileSink(descriptor: draft.descriptor)
      try sink.write(Array(text.utf8))
      try sink.flush()
      var status = stat()
      if stat(target, &status) == 0 { fchmod(draft.descriptor, status.st_mode & 0o7777) }
      guard rename(draft.path, target) == 0 else { throw FileError.current() }
    } catch {
      unlink(draft.path)
      throw FileError("\(error)")
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}

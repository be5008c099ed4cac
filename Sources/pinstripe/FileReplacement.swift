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
    // Through a link the file it leads to is replaced, not the link.
    let target = resolved(path)
    let draft = target + ".pinstripe-draft"
    do {
      let sink = try FileSink(path: draft, appends: false)
      try sink.write(Array(text.utf8))
      try sink.flush()
    } catch {
      throw FileError("\(error)")
    }
    var status = stat()
    if stat(target, &status) == 0 { chmod(draft, status.st_mode & 0o7777) }
    guard rename(draft, target) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(draft)
      throw FileError(reason)
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}

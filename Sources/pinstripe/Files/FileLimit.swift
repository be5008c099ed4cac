#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The limit on the number of files that the process may have open at once.
enum FileLimit {
  /// A run opens a few files for its event loops, connections, sandbox and journal. Some libraries
  /// end the process if they cannot open theirs.
  private static let needed = 64

  /// Raises the soft limit towards the hard limit, to 65,536 at most.
  /// - Returns: an error message if fewer than 64 more files can be opened, or nil.
  static func raise() -> String? {
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0 else { return nil }
    let wanted = min(limit.rlim_max, rlim_t(1 << 16))
    if limit.rlim_cur < wanted {
      limit.rlim_cur = wanted
      setrlimit(files, &limit)
    }
    guard !canOpen(needed) else { return nil }
    return "the limit of open files is too low; raise it with `ulimit -n 256`"
  }

  private static func canOpen(_ count: Int) -> Bool {
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < count {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return false }
      opened.append(descriptor)
    }
    return true
  }

  #if canImport(Glibc)
    private static let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let files = RLIMIT_NOFILE
  #endif
}

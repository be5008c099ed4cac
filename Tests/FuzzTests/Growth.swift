#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much more work twice as much input is: about 2 where work grows with the length, about 4
/// where it grows with the square of it.
///
/// It counts what this thread computes, the least of a few tries: neither a busy machine nor a
/// sanitizer changes how one length compares with another.
enum Growth {
  /// What lies between: more is not linear.
  static let mostWhenLinear = 3.0

  static func ofDoubling(_ count: Int, _ work: (Int) throws -> Void) rethrows -> Double {
    var (once, twice) = (Double.infinity, Double.infinity)
    for _ in 0..<3 {
      once = min(once, try seconds { try work(count) })
      twice = min(twice, try seconds { try work(2 * count) })
      if twice / once < mostWhenLinear { break }
    }
    return twice / once
  }

  private static func seconds(of work: () throws -> Void) rethrows -> Double {
    let start = threadSeconds
    try work()
    return threadSeconds - start
  }

  private static var threadSeconds: Double {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much more work four times as much input is: about 4 where work grows with the length, about
/// 16 where it grows with the square of it.
///
/// It counts what this thread computes, the least of a few tries. Beside other tests that may still
/// be half as much again, which is why the lengths are so far apart.
enum Growth {
  /// What lies between: more is not linear.
  static let mostWhenLinear = 8.0

  static func ofQuadrupling(_ count: Int, _ work: (Int) throws -> Void) rethrows -> Double {
    var (few, many) = (Double.infinity, Double.infinity)
    for _ in 0..<5 {
      few = min(few, try seconds { try work(count) })
      many = min(many, try seconds { try work(4 * count) })
      if many / few < mostWhenLinear { break }
    }
    return many / few
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

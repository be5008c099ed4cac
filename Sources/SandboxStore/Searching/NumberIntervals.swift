/// Intervals of numbers with names, so that a range is a few of them put together: all numbers that
/// begin, in hexadecimal, with the same digits and have as many.
///
/// A number of five digits lies in six intervals. A range of numbers needs at most fifteen for each
/// digit of its two ends, however many numbers lie in it.
enum NumberIntervals {
  /// The names of the intervals that a number lies in, the widest first.
  static func around(_ number: Int) -> [String] {
    let digits = String(number.magnitude, radix: 16)
    let head = head(isNegative: number < 0, digits.count)
    return (0...digits.count).map { head + digits.prefix($0) }
  }

  /// The names of the intervals that make up a range.
  static func covering(_ range: ClosedRange<Int>) -> [String] {
    var names: [String] = []
    if range.lowerBound < 0 {
      let least = range.upperBound < 0 ? range.upperBound.magnitude : 1
      names += covering(least...range.lowerBound.magnitude, isNegative: true)
    }
    if range.upperBound >= 0 {
      let least = UInt(max(range.lowerBound, 0))
      names += covering(least...UInt(range.upperBound), isNegative: false)
    }
    return names
  }

  private static func head(isNegative: Bool, _ length: Int) -> String {
    (isNegative ? "m" : "p") + String(length, radix: 32)
  }

  private static let most = UInt.bitWidth / 4

  private static func covering(_ range: ClosedRange<UInt>, isNegative: Bool) -> [String] {
    var names: [String] = []
    for length in 1...most {
      let low: UInt = length == 1 ? 0 : 1 << (4 * (length - 1))
      let high: UInt = length == most ? .max : 1 << (4 * length) - 1
      guard range.overlaps(low...high) else { continue }
      let head = head(isNegative: isNegative, length)
      if range.lowerBound <= low, high <= range.upperBound {
        names.append(head)
      } else {
        add(to: &names, head, 0, 0, length, range)
      }
    }
    return names
  }

  /// Adds the intervals below a beginning of `depth` digits.
  private static func add(
    to names: inout [String], _ head: String, _ prefix: UInt, _ depth: Int, _ length: Int,
    _ range: ClosedRange<UInt>
  ) {
    for digit in (depth == 0 && length > 1 ? 1 : 0)..<UInt(16) {
      let next = prefix << 4 | digit
      let shift = 4 * (length - depth - 1)
      let low = next << shift
      let high = low | (1 << shift - 1)
      guard range.overlaps(low...high) else { continue }
      if range.lowerBound <= low, high <= range.upperBound {
        names.append(head + String(next, radix: 16))
      } else {
        add(to: &names, head, next, depth + 1, length, range)
      }
    }
  }
}

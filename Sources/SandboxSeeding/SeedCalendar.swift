import StripeSandbox

/// When seeded objects were made: 2024 to October 2026, more on the first of a month and most on a
/// few sale days, and some in the very same second.
struct SeedCalendar {
  /// 2024-01-01 and 2026-11-01, 00:00 UTC.
  static let window = 1_704_067_200..<1_793_491_200
  /// Due dates and the like may lie this far ahead.
  static let latest = window.upperBound + 400 * day
  private static let day = 86_400

  /// The days' starts, each as often as it weighs.
  private let days: [Int]

  init() {
    var days: [Int] = []
    for (number, start) in stride(
      from: Self.window.lowerBound, to: Self.window.upperBound, by: Self.day
    ).enumerated() {
      let weight = number % 182 == 90 ? 80 : number % 30 == 0 ? 10 : 2
      days += Array(repeating: start, count: weight)
    }
    self.days = days
  }

  /// So many times, ascending.
  func times(_ count: Int, _ dice: RepeatableDice) -> [Int] {
    var times: [Int] = []
    times.reserveCapacity(count)
    for _ in 0..<count {
      if let last = times.last, dice.happens(6) {
        times.append(last)
      } else {
        times.append((dice.pick(days) ?? Self.window.lowerBound) + dice.below(Self.day))
      }
    }
    return times.sorted()
  }
}

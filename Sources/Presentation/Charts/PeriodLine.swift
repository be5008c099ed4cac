import Expressions

/// Labels that name periods: `2026-10-26`, `2026-W44`, `2026-10`, `2026-Q3`, `2026`.
enum PeriodLine {
  /// Returns all periods from the first label to the last, including those without a label. If the
  /// labels are of several lengths, or far apart, returns only the sorted labels; nil if one of
  /// them is not a period.
  static func line(through labels: [String]) -> [String]? {
    let sorted = Set(labels).sorted()
    guard labels.allSatisfy({ period($0) != nil }), let first = sorted.first.flatMap(period),
      let last = sorted.last
    else { return nil }
    var line = [first]
    while let end = line.last, end.text < last, line.count < 4 * sorted.count + 24 {
      line.append(end.next)
    }
    let texts = line.map(\.text)
    return Set(texts).isSuperset(of: labels) ? texts : sorted
  }

  /// Returns the period that a label names. Four digits that begin with zero are not a year.
  private static func period(_ label: String) -> Period? {
    guard label.first != "0", let period = Period(label), period.text == label else { return nil }
    return period
  }
}

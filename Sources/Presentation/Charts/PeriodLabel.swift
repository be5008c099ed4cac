import Expressions

/// A label that names a period: `2026-10-26`, `2026-10`, `2026-Q3`, `2026`.
enum PeriodLabel: Sendable, Hashable {
  case day(CivilDate)
  /// Months since the year 0.
  case month(Int)
  /// Quarters since the year 0.
  case quarter(Int)
  case year(Int)

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let year = Self.number(parts[0], digits: 4), year >= 1000 else { return nil }
    switch parts.count {
    case 1: self = .year(year)
    case 2 where parts[1].first == "Q":
      guard let quarter = Self.number(parts[1].dropFirst(), digits: 1), 1...4 ~= quarter else {
        return nil
      }
      self = .quarter(year * 4 + quarter - 1)
    case 2:
      guard let month = Self.number(parts[1], digits: 2), 1...12 ~= month else { return nil }
      self = .month(year * 12 + month - 1)
    case 3:
      guard let month = Self.number(parts[1], digits: 2),
        let day = Self.number(parts[2], digits: 2),
        let date = CivilDate(year: year, month: month, day: day)
      else { return nil }
      self = .day(date)
    default: return nil
    }
  }

  private static func number(_ text: Substring, digits: Int) -> Int? {
    text.utf8.count == digits && text.utf8.allSatisfy { 48...57 ~= $0 } ? Int(text) : nil
  }

  var text: String {
    switch self {
    case .day(let date): date.description
    case .month(let number): "\(number / 12)-\(number % 12 < 9 ? "0" : "")\(number % 12 + 1)"
    case .quarter(let number): "\(number / 4)-Q\(number % 4 + 1)"
    case .year(let year): "\(year)"
    }
  }

  /// The period after it.
  private var next: PeriodLabel {
    switch self {
    case .day(let date): .day(date.adding(days: 1))
    case .month(let number): .month(number + 1)
    case .quarter(let number): .quarter(number + 1)
    case .year(let year): .year(year + 1)
    }
  }

  /// All periods from the first label to the last, those without a label too; nil where some labels
  /// are not periods, or not of one length, or where there would be many more of them.
  static func line(through labels: [String]) -> [String]? {
    let periods = labels.compactMap(PeriodLabel.init)
    let sorted = Set(labels).sorted()
    guard periods.count == labels.count, let first = sorted.first.flatMap(PeriodLabel.init),
      let last = sorted.last
    else { return nil }
    var line = [first]
    while let end = line.last, end.text < last, line.count < 4 * sorted.count + 24 {
      line.append(end.next)
    }
    let texts = line.map(\.text)
    return Set(texts).isSuperset(of: labels) ? texts : sorted
  }
}

/// Values written without quotes: booleans, numbers and dates.
enum TOMLPlainValue {
  static func read(_ text: String) -> TOMLValue? {
    switch text {
    case "true": .boolean(true)
    case "false": .boolean(false)
    case "inf", "+inf": .float(.infinity)
    case "-inf": .float(-.infinity)
    case "nan", "+nan", "-nan": .float(.nan)
    default: number(text) ?? (isDate(text) ? .date(text) : nil)
    }
  }

  private static let radixes = ["0x": 16, "0o": 8, "0b": 2]

  private static func number(_ text: String) -> TOMLValue? {
    if let radix = radixes[String(text.prefix(2))] {
      return digits(String(text.dropFirst(2)), allowed: \.isHexDigit)
        .flatMap { Int($0, radix: radix) }.map(TOMLValue.integer)
    }
    guard let plain = digits(text, allowed: \.isASCIIDigit) else { return nil }
    let unsigned = plain.first.map { "+-".contains($0) } == true ? plain.dropFirst() : plain[...]
    let whole = unsigned.prefix(while: \.isASCIIDigit)
    guard !whole.isEmpty, whole == "0" || whole.first != "0" else { return nil }
    if whole == unsigned { return Int(plain).map(TOMLValue.integer) }
    return isFraction(unsigned.dropFirst(whole.count)) ? Double(plain).map(TOMLValue.float) : nil
  }

  /// Returns true for `.5`, `e10` or `.5e-10`.
  private static func isFraction(_ text: Substring) -> Bool {
    var rest = text
    if rest.first == "." {
      let digits = rest.dropFirst().prefix(while: \.isASCIIDigit)
      guard !digits.isEmpty else { return false }
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let mark = rest.popFirst() else { return true }
    guard mark == "e" || mark == "E" else { return false }
    if let sign = rest.first, "+-".contains(sign) { rest.removeFirst() }
    return !rest.isEmpty && rest.allSatisfy(\.isASCIIDigit)
  }

  /// Returns the digits without underscores; nil unless each underscore is between two digits.
  private static func digits(_ text: String, allowed: (Character) -> Bool) -> String? {
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    for (left, right) in zip(parts, parts.dropFirst()) {
      guard left.last.map(allowed) == true, right.first.map(allowed) == true else { return nil }
    }
    return parts.joined()
  }

  /// Returns true if a text has the form of a day: `1979-05-27`.
  static func isDay(_ text: String) -> Bool { shape(of: text) == "0000-00-00" }

  /// Returns true if a text has the form of a date, a time or both. Impossible dates are not
  /// detected, because no setting is a date.
  private static func isDate(_ text: String) -> Bool {
    let shape = shape(of: text)
    let day = "0000-00-00"
    if shape == day || isTime(shape[...]) { return true }
    let mark = shape.dropFirst(day.count).first
    guard shape.hasPrefix(day), let mark, "Tt ".contains(mark) else { return false }
    return isTime(withoutZone(shape.dropFirst(day.count + 1)))
  }

  private static func withoutZone(_ shape: Substring) -> Substring {
    if shape.hasSuffix("Z") || shape.hasSuffix("z") { return shape.dropLast() }
    let hasOffset = shape.hasSuffix("+00:00") || shape.hasSuffix("-00:00")
    return hasOffset ? shape.dropLast(6) : shape
  }

  private static func isTime(_ shape: Substring) -> Bool {
    guard shape.hasPrefix("00:00:00") else { return false }
    let fraction = shape.dropFirst(8)
    return fraction.isEmpty
      || fraction.first == "." && fraction.count > 1
        && fraction.dropFirst().allSatisfy { $0 == "0" }
  }

  /// Returns the text with each digit replaced by 0.
  private static func shape(of text: String) -> String {
    String(text.map { $0.isASCIIDigit ? "0" : $0 })
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

/// A version of Stripe's API: a date and, since 2024, the name of a release: "2025-03-31.basil".
struct APIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// "2025-03-31"; dates in this form sort as texts.
  let date: String
  /// "basil"; nil for the versions before there were names.
  let release: String?

  /// Nil for what is not a version: neither a date nor a date and a name. Previews add versions of
  /// single features after a semicolon, which say nothing here.
  init?(_ text: String) {
    let parts = text.prefix { $0 != ";" }
      .split(separator: ".", omittingEmptySubsequences: false)
    guard let date = parts.first, Self.isDate(date), parts.count <= 2 else { return nil }
    if parts.count == 2 {
      guard !parts[1].isEmpty, parts[1].utf8.allSatisfy(Self.isLetter) else { return nil }
    }
    self.date = String(date)
    release = parts.count == 2 ? String(parts[1]) : nil
  }

  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
  }

  var description: String { release.map { "\(date).\($0)" } ?? date }

  static func < (left: APIVersion, right: APIVersion) -> Bool { left.date < right.date }
}

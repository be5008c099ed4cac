import JSON
import StripeSandbox

/// Values as people read them.
enum Readable {
  /// "2026-10-28 07:05 UTC".
  static func time(_ seconds: Int) -> String {
    let text = UnixTime.iso8601(seconds)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// "2026-10-28".
  static func day(_ seconds: Int) -> String { String(UnixTime.iso8601(seconds).prefix(10)) }

  /// "$10.00".
  static func money(_ amount: Int, _ currency: String?) -> String {
    Currency(currency ?? "usd").format(amount)
  }

  /// "/month", "/3 months"; nil for what is paid once.
  static func interval(_ price: JSONObject) -> String? {
    guard let recurring = price.object("recurring") else { return nil }
    let (unit, count) = (recurring.text("interval") ?? "month", recurring.amount("interval_count"))
    return count > 1 ? "every \(count) \(unit)s" : "per \(unit)"
  }

  /// "past due" for `past_due`.
  static func word(_ word: String) -> String {
    String(word.map { $0 == "_" || $0 == "." ? " " : $0 })
  }

  /// "Past due" for `past_due`.
  static func title(_ text: String) -> String {
    let words = word(text)
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static let longestID = 40

  /// The beginning of an id that is too long for a row.
  static func brief(_ id: String) -> String {
    id.count > longestID ? "\(id.prefix(20))…" : id
  }

  /// Text in which a part of an address cannot end it.
  static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        case _: false
        }
      return isPlain
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }
}

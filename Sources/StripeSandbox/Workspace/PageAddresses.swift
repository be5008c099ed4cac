import Synchronization

/// The addresses of the pages that customers see.
///
/// Objects hold addresses of Stripe's shape, which nobody answers. A server gives those of its own
/// pages instead as it answers, so that no file remembers the port of a server that is gone.
final class PageAddresses: Sendable {
  private let base = Mutex<[UInt8]?>(nil)

  /// Names the server: "http://127.0.0.1:12111".
  func serve(at address: String?) {
    base.withLock { $0 = address.map { Array($0.utf8) } }
  }

  /// True if a server answers clients that may show a response to people.
  var isServed: Bool { base.withLock { $0 != nil } }

  /// JSON with the addresses of the server's pages; the same bytes where there is no server.
  func rendered(_ body: [UInt8]) -> [UInt8] {
    guard let base = base.withLock(\.self) else { return body }
    return RenderedAddresses(base: base).rendered(body)
  }
}

/// Finds the addresses of pages in JSON.
struct RenderedAddresses {
  /// "http://127.0.0.1:12111".
  let base: [UInt8]

  /// What every address of a page holds, and little else does.
  private static let mark = Array(".stripe.com/".utf8)
  private static let quote = UInt8(ascii: "\"")
  /// The fields that hold addresses of pages.
  private static let fields: Set<String> = [
    "url", "hosted_invoice_url", "invoice_pdf", "receipt_url",
  ]

  func rendered(_ body: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var copied = 0
    var place = 0
    while let hit = Self.find(in: body, from: place) {
      place = hit + Self.mark.count
      guard let start = body[copied..<hit].lastIndex(of: Self.quote),
        let end = body[hit...].firstIndex(of: Self.quote),
        Self.fields.contains(Self.name(before: start, in: body)),
        let path = PagePath.served(instead: body[(start + 1)..<end])
      else { continue }
      result += body[copied...start]
      result += base
      result += path.utf8
      copied = end
      place = end
    }
    return copied == 0 ? body : result + body[copied...]
  }

  /// Where the mark begins, found by leaps of its length.
  private static func find(in body: [UInt8], from start: Int) -> Int? {
    let length = mark.count
    return body.withUnsafeBufferPointer { bytes in
      var last = start + length - 1
      while last < bytes.count {
        guard bytes[last] == mark[length - 1] else {
          last += mark.lastIndex(of: bytes[last]).map { length - 1 - $0 } ?? length
          continue
        }
        let first = last - length + 1
        if (0..<length).allSatisfy({ bytes[first + $0] == mark[$0] }) { return first }
        last += length
      }
      return nil
    }
  }

  /// The name of the field whose value begins with a quotation mark at a place.
  private static func name(before start: Int, in body: [UInt8]) -> String {
    guard let end = body[..<start].lastIndex(of: quote),
      let begin = body[..<end].lastIndex(of: quote),
      body[(end + 1)..<start].allSatisfy({ $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") })
    else { return "" }
    return String(decoding: body[(begin + 1)..<end], as: UTF8.self)
  }
}

/// The pages' addresses of Stripe's shape, and the paths at which a server of the sandbox has them.
enum PagePath {
  static func checkout(_ id: String, fragment: String) -> String {
    "https://checkout.stripe.com/c/pay/\(id)#\(fragment)"
  }

  static func invoice(_ id: String, of account: String, secret: String) -> String {
    "https://invoice.stripe.com/i/\(account)/test_\(id)?s=\(secret)"
  }

  static func print(_ id: String, of account: String, secret: String) -> String {
    "https://pay.stripe.com/invoice/\(account)/test_\(id)/pdf?s=\(secret)"
  }

  static func receipt(_ charge: String) -> String {
    "https://pay.stripe.com/receipts/payment/\(charge)"
  }

  static func portal(_ session: String) -> String {
    "https://billing.stripe.com/p/session/test_\(session)"
  }

  static func login(_ configuration: String) -> String {
    "https://billing.stripe.com/p/login/test_\(configuration)"
  }

  static func link(_ id: String, secret: String) -> String {
    "https://buy.stripe.com/test_\(id)#\(secret)"
  }

  static func recovery(of session: String) -> String {
    "https://buy.stripe.com/r/test_\(session)"
  }

  /// The path at a server of an address; nil for addresses of no page.
  static func served(instead address: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: address.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
    guard text.hasPrefix("https://") else { return nil }
    let parts = text.dropFirst("https://".count).prefix { $0 != "?" }.split(separator: "/")
      .map { $0.hasPrefix("test_") ? $0.dropFirst("test_".count) : $0 }
    guard let page = pages.first(where: { $0.matches(parts) }) else { return nil }
    return page.path(parts)
  }

  private struct Page: Sendable {
    /// An asterisk stands for an account, a word with an underscore for an id that begins so.
    let parts: [Substring]
    let before: String
    let after: String

    init(_ address: String, _ before: String, after: String = "") {
      parts = address.split(separator: "/")
      self.before = before
      self.after = after
    }

    private static func isID(_ part: Substring) -> Bool { part.hasSuffix("_") }

    func matches(_ given: [Substring]) -> Bool {
      given.count == parts.count
        && zip(parts, given).allSatisfy { part, text in
          part == "*" || part == text || Self.isID(part) && text.hasPrefix(part)
        }
    }

    func path(_ given: [Substring]) -> String {
      let id = zip(parts, given).first { Self.isID($0.0) }?.1 ?? ""
      return before + id + after
    }
  }

  private static let pages = [
    Page("checkout.stripe.com/c/pay/cs_", "/c/pay/"),
    Page("invoice.stripe.com/i/*/in_", "/i/"),
    Page("pay.stripe.com/invoice/*/in_/pdf", "/i/", after: "/pdf"),
    Page("pay.stripe.com/receipts/payment/ch_", "/receipts/"),
    Page("pay.stripe.com/receipts/payment/py_", "/receipts/"),
    Page("billing.stripe.com/p/session/bps_", "/p/session/"),
    Page("billing.stripe.com/p/login/bpc_", "/p/login/"),
    Page("buy.stripe.com/plink_", "/b/"),
    Page("buy.stripe.com/r/cs_", "/r/"),
  ]
}

import JSON

/// The paging of one list or search, as a state machine: told pages, it says what to ask next.
struct PageWalk: Sendable {
  enum Style: Sendable {
    /// v1 lists: `starting_after` the last id.
    case cursor
    /// Search: `page` is the `next_page` of the page before.
    case searchPage
    /// v2 lists: `next_page_url` carries the page token.
    case pageToken
  }

  enum Order: Equatable {
    /// Ask for the next page with these parameters beside the fixed ones.
    case request(JSONObject)
    case finish
  }

  let style: Style
  let pageSize: Int
  private(set) var pages = 0
  private var seen: Set<String> = []
  private var seenBefore: Set<String> = []
  private var lastCursor: String?

  init(style: Style, pageSize: Int) {
    self.style = style
    self.pageSize = pageSize
  }

  /// What to ask first.
  var start: JSONObject { ["limit": .integer(pageSize)] }

  /// Takes a page and hands on its new rows: one that came before is dropped, so that a repeated
  /// page or a row that moved meanwhile shows once.
  mutating func received(_ page: RawJSON) -> (rows: [RawJSON], order: Order) {
    pages += 1
    // A list has one order, so that only neighbouring pages can share a row; search promises no
    // order, and all of its ids must be remembered.
    if style != .searchPage { (seenBefore, seen) = (seen, []) }
    let data = page["data"]?.elements ?? []
    var rows: [RawJSON] = []
    rows.reserveCapacity(data.count)
    for row in data where isNew(row) { rows.append(row) }
    return (rows, order(after: page, data))
  }

  private mutating func isNew(_ row: RawJSON) -> Bool {
    guard let id = row["id"]?.string else { return true }
    return !seenBefore.contains(id) && seen.insert(id).inserted
  }

  private mutating func order(after page: RawJSON, _ data: [RawJSON]) -> Order {
    switch style {
    case .cursor:
      // An empty page that claims more has no cursor to go on from.
      guard page["has_more"]?.bool == true, let last = data.last?["id"]?.string else {
        return .finish
      }
      return advance(to: last, "starting_after")
    case .searchPage:
      guard page["has_more"]?.bool == true, let next = page["next_page"]?.string else {
        return .finish
      }
      return advance(to: next, "page")
    case .pageToken:
      guard let url = page["next_page_url"]?.string, let token = Self.pageToken(in: url) else {
        return .finish
      }
      return advance(to: token, "page")
    }
  }

  /// A cursor that does not move would go round for ever.
  private mutating func advance(to cursor: String, _ name: String) -> Order {
    guard cursor != lastCursor else { return .finish }
    lastCursor = cursor
    return .request(["limit": .integer(pageSize), name: .string(cursor)])
  }

  private static func pageToken(in url: String) -> String? {
    let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    let field = query.split(separator: "&").first { $0.hasPrefix("page=") }
    return field.map { percentDecoded($0.dropFirst("page=".count)) }
  }

  /// The token as it was before it was put into an address: it is encoded again when it is sent.
  private static func percentDecoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let code = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), code.count == 2, let value = UInt8(code, radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

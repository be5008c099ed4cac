import JSON

/// The paging of one list or search, as a state machine: it takes pages and decides the next
/// request.
///
/// Every page must have a new row or be the last, so that no server can make a walk endless.
struct PageWalk: Sendable {
  enum Style: Sendable {
    /// v1 lists: `starting_after` the last id.
    case cursor
    /// Search: `page` is the `next_page` of the page before.
    case searchPage
    /// v2 lists: `next_page_url` carries the page token.
    case pageToken
  }

  enum Command: Equatable {
    /// Request the next page with these parameters in addition to the fixed ones.
    case request(JSONObject)
    case finish
    /// Rows may be missing: an error, once the rows of this page are returned.
    case fail(ListFault)
  }

  let style: Style
  let pageSize: Int
  /// The paging parameters of the first request.
  let start: JSONObject
  private(set) var pages = 0
  private var seen: SeenIDs
  private var lastCursor: String?
  /// The number of consecutive pages without a new row.
  private var barrenPages = 0

  /// The maximum number of consecutive pages without a new row: rows of a search, or of a v2 list,
  /// may move while it is read.
  private static let maxBarrenPages = 2

  /// True if the server said that at least one more row follows.
  private var isPromised = false

  /// Creates a walk from its beginning, or from a cursor.
  /// - Parameters:
  ///   - cursor: the id to begin after, in a v1 list.
  ///   - isPromised: true if the server said that at least one row follows the cursor.
  ///   - seen: the rows before the cursor.
  init(
    style: Style, pageSize: Int, after cursor: String? = nil, isPromised: Bool = false,
    seen: SeenIDs = SeenIDs()
  ) {
    (self.isPromised, self.seen) = (isPromised, seen)
    self.style = style
    self.pageSize = pageSize
    var start: JSONObject = ["limit": .integer(pageSize)]
    if let cursor { start["starting_after"] = .string(cursor) }
    self.start = start
    lastCursor = cursor
  }

  /// Continues a v1 list whose first page came in another response.
  init(continuing list: RawJSON, pageSize: Int) {
    let ids = (list["data"]?.elements ?? []).compactMap { $0["id"]?.string }
    self.init(style: .cursor, pageSize: pageSize, after: ids.last)
    for id in ids { _ = seen.insert(id) }
    pages = 1
    isPromised = true
  }

  /// Takes a page and returns its new rows. Rows that came before are dropped, so that a row that
  /// moved meanwhile is returned once.
  mutating func received(_ page: ListPage) -> (rows: [RawJSON], order: Command) {
    pages += 1
    var rows: [RawJSON] = []
    rows.reserveCapacity(page.rows.count)
    for row in page.rows where isNew(row) { rows.append(row) }
    barrenPages = rows.isEmpty ? barrenPages + 1 : 0
    let order = order(after: page, hasNew: !rows.isEmpty)
    isPromised = true
    return (rows, order)
  }

  private mutating func isNew(_ row: RawJSON) -> Bool {
    guard let id = row["id"]?.string else { return true }
    return seen.insert(id)
  }

  private mutating func order(after page: ListPage, hasNew: Bool) -> Command {
    // The first page may be empty; a page after one with `has_more` may not.
    if page.rows.isEmpty, isPromised { return .fail(.gaveNone) }
    switch style {
    case .cursor:
      guard let hasMore = page.hasMore else { return .fail(.isSilent) }
      // The page before said that rows follow its last one.
      if !hasNew, hasMore || isPromised { return .fail(page.rows.isEmpty ? .gaveNone : .repeats) }
      return hasMore ? advance(to: page.rows.last?["id"]?.string, "starting_after") : .finish
    case .searchPage:
      guard let hasMore = page.hasMore else { return .fail(.isSilent) }
      guard hasMore else { return .finish }
      return page.rows.isEmpty ? .fail(.gaveNone) : advance(to: page.nextPage, "page")
    case .pageToken:
      guard let next = page.nextPageURL else { return .fail(.isSilent) }
      return next.isNull ? .finish : advance(to: next.string.flatMap(Self.pageToken), "page")
    }
  }

  /// Returns the request for the page at a cursor. A cursor that does not change would be an
  /// endless loop.
  private mutating func advance(to cursor: String?, _ name: String) -> Command {
    guard let cursor else { return .fail(.leadsNowhere) }
    guard cursor != lastCursor, barrenPages <= Self.maxBarrenPages else {
      return .fail(.repeats)
    }
    lastCursor = cursor
    return .request(["limit": .integer(pageSize), name: .string(cursor)])
  }

  private static func pageToken(in url: String) -> String? {
    let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    let field = query.split(separator: "&").first { $0.hasPrefix("page=") }
    return field.map { percentDecoded($0.dropFirst("page=".count)) }
  }

  /// Returns the decoded token: it is encoded again when it is sent.
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

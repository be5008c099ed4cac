import JSON

/// The paging of one list or search, as a state machine: told pages, it says what to ask next.
///
/// Every page must bring something new or be the last, so that no server can make a walk endless.
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
    /// Ask for the next page with these parameters in addition to the fixed ones.
    case request(JSONObject)
    case finish
    /// The rows may not be all there are: an error, once those of this page are handed on.
    case fail(ListFault)
  }

  let style: Style
  let pageSize: Int
  /// What to ask first.
  let start: JSONObject
  private(set) var pages = 0
  private var seen = SeenIDs()
  private var lastCursor: String?
  /// Pages in a row without a new row.
  private var barrenPages = 0

  /// Rows of a search, or of a v2 list, may move while it is read: so many pages in a row may bring
  /// nothing new.
  private static let mostBarrenPages = 2

  /// Whether something said that at least one further row follows.
  private var isPromised = false

  /// - Parameters:
  ///   - cursor: the id to begin after, in a v1 list.
  ///   - isPromised: whether something said that at least one row follows it.
  init(style: Style, pageSize: Int, after cursor: String? = nil, isPromised: Bool = false) {
    self.isPromised = isPromised
    self.style = style
    self.pageSize = pageSize
    var start: JSONObject = ["limit": .integer(pageSize)]
    if let cursor { start["starting_after"] = .string(cursor) }
    self.start = start
    lastCursor = cursor
  }

  /// Continues a v1 list of which the first page came in another answer.
  init(continuing list: RawJSON, pageSize: Int) {
    let ids = (list["data"]?.elements ?? []).compactMap { $0["id"]?.string }
    self.init(style: .cursor, pageSize: pageSize, after: ids.last)
    for id in ids { _ = seen.insert(id) }
    pages = 1
    isPromised = true
  }

  /// Takes a page and hands on its new rows: one that came before is dropped, so that a row that
  /// moved meanwhile shows once.
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
    // Whatever comes first may be empty; what was promised may not.
    if page.rows.isEmpty, isPromised { return .fail(.gaveNone) }
    switch style {
    case .cursor:
      guard let hasMore = page.hasMore else { return .fail(.isSilent) }
      // The page before promised rows after its last one.
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

  /// A cursor that does not move would go round for ever.
  private mutating func advance(to cursor: String?, _ name: String) -> Command {
    guard let cursor else { return .fail(.leadsNowhere) }
    guard cursor != lastCursor, barrenPages <= Self.mostBarrenPages else {
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

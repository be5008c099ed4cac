import JSON

/// A page of a list or a search, its members looked up in one pass: a page is long, and skipping
/// its rows for each of them would take longer than reading the rows.
struct ListPage: Sendable {
  let rows: [RawJSON]
  /// Nil where the answer does not say.
  private(set) var hasMore: Bool?
  /// The token of the next page of a search.
  private(set) var nextPage: String?
  /// Where the next page of a v2 list is, null on the last one; nil where the answer does not say.
  private(set) var nextPageURL: RawJSON?
  /// How many rows a search finds; nil where the answer does not say.
  private(set) var totalCount: Int?

  /// Nil where the response is not a list.
  init?(_ answer: RawJSON) {
    var data: RawJSON?
    for (key, value) in answer.members {
      switch key {
      case "data": data = value
      case "has_more": hasMore = value.bool
      case "next_page": nextPage = value.string
      case "next_page_url": nextPageURL = value
      case "total_count": totalCount = value.integer
      default: break
      }
    }
    guard let data, data.kind == .array else { return nil }
    rows = data.elements
  }
}

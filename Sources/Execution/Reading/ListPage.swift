import JSON

/// A page of a list or a search, whose members and rows were found when the response was checked:
/// finding each of them separately would skip all rows every time.
struct ListPage: Sendable {
  let rows: [RawJSON]
  /// True if more rows follow; nil if the response does not say.
  private(set) var hasMore: Bool?
  /// The token of the next page of a search.
  private(set) var nextPage: String?
  /// The address of the next page of a v2 list, null on the last page; nil if the response does not
  /// say.
  private(set) var nextPageURL: RawJSON?
  /// The number of rows that a search finds; nil if the response does not say.
  private(set) var totalCount: Int?

  /// Reads a response; nil if it is not a list.
  init?(_ answer: JSONDocument) {
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
    rows = answer.elements(of: data)
  }
}

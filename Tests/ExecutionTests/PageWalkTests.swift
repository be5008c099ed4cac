import JSON
import Testing

@testable import Execution

@Suite struct PageWalkTests {
  /// Tells a walk its pages; gives the ids handed on and what was asked for after each page.
  private func walk(
    _ style: PageWalk.Style, _ pages: [String]
  ) throws -> (ids: [[String]], orders: [String]) {
    var walk = PageWalk(style: style, pageSize: 2)
    var ids: [[String]] = []
    var orders: [String] = []
    for page in pages {
      let (rows, order) = walk.received(
        try #require(ListPage(try JSONDocument(parsing: Array(page.utf8)))))
      ids.append(rows.map { $0["id"]?.string ?? "?" })
      switch order {
      case .finish: orders.append("finish")
      case .fail(let fault): orders.append("\(fault)")
      case .request(let parameters): orders.append(JSONValue.object(parameters).compact)
      }
    }
    return (ids, orders)
  }

  @Test func `it begins with the page size`() {
    #expect(PageWalk(style: .cursor, pageSize: 7).start == ["limit": 7])
  }

  @Test func `a list goes on from its last id`() throws {
    let (ids, orders) = try walk(
      .cursor,
      [
        #"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#,
        #"{"data":[{"id":"c"}],"has_more":false}"#,
      ])
    #expect(ids == [["a", "b"], ["c"]])
    #expect(orders == [#"{"limit":2,"starting_after":"b"}"#, "finish"])
  }

  @Test func `a page that claims more and has no rows is an error`() throws {
    #expect(try walk(.cursor, [#"{"data":[],"has_more":true}"#]).orders == ["gaveNone"])
    let first = #"{"data":[{"id":"a"}],"has_more":true}"#
    let (_, orders) = try walk(.cursor, [first, #"{"data":[],"has_more":false}"#])
    #expect(orders.last == "gaveNone")
    #expect(try walk(.cursor, [#"{"data":[],"has_more":false}"#]).orders == ["finish"])
  }

  @Test func `a page that does not say whether there is more is an error`() throws {
    #expect(try walk(.cursor, [#"{"data":[{"id":"a"}]}"#]).orders == ["isSilent"])
    #expect(try walk(.searchPage, [#"{"data":[{"id":"a"}]}"#]).orders == ["isSilent"])
    #expect(try walk(.pageToken, [#"{"data":[{"id":"a"}]}"#]).orders == ["isSilent"])
  }

  @Test func `rows without ids are handed on and lead nowhere`() throws {
    let (ids, orders) = try walk(.cursor, [#"{"data":[{"n":1},{"n":1}],"has_more":true}"#])
    #expect(ids == [["?", "?"]])
    #expect(orders == ["leadsNowhere"])
  }

  @Test func `a repeated page is dropped and is an error, also as the last`() throws {
    let page = #"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#
    let (ids, orders) = try walk(.cursor, [page, page])
    #expect(ids == [["a", "b"], []])
    #expect(orders.last == "repeats")
    let last = #"{"data":[{"id":"a"},{"id":"b"}],"has_more":false}"#
    #expect(try walk(.cursor, [page, last]).orders.last == "repeats")
  }

  @Test func `pages that alternate end with an error`() throws {
    let pages = ["a", "b", "a", "b"].map { #"{"data":[{"id":"\#($0)"}],"has_more":true}"# }
    let (ids, orders) = try walk(.cursor, Array(pages.prefix(3)))
    #expect(ids == [["a"], ["b"], []])
    #expect(orders.last == "repeats")
  }

  @Test func `some pages of a search may bring nothing new, but not many`() throws {
    let pages = (0..<4).map { #"{"data":[{"id":"a"}],"has_more":true,"next_page":"p\#($0)"}"# }
    let orders = try walk(.searchPage, pages).orders
    #expect(orders.dropLast().allSatisfy { $0.contains("page") })
    #expect(orders.last == "repeats")
  }

  @Test func `a list that began in another answer continues after it`() throws {
    let list = try JSONDocument(
      parsing: Array(#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#.utf8))
    var walk = PageWalk(continuing: list.root, pageSize: 9)
    #expect(walk.start == ["limit": 9, "starting_after": "b"])
    let (rows, order) = walk.received(try #require(ListPage(list)))
    #expect(rows.isEmpty)
    #expect(order == .fail(.repeats))
  }

  @Test func `a row that moved to the next page shows once`() throws {
    let (ids, _) = try walk(
      .cursor,
      [
        #"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#,
        #"{"data":[{"id":"b"},{"id":"c"}],"has_more":true}"#,
      ])
    #expect(ids == [["a", "b"], ["c"]])
  }

  @Test func `a search goes on by its page and remembers every id`() throws {
    let (ids, orders) = try walk(
      .searchPage,
      [
        #"{"data":[{"id":"a"}],"has_more":true,"next_page":"p2"}"#,
        #"{"data":[{"id":"b"}],"has_more":true,"next_page":"p3"}"#,
        #"{"data":[{"id":"a"},{"id":"c"}],"has_more":false,"next_page":null}"#,
      ])
    #expect(ids == [["a"], ["b"], ["c"]])
    #expect(orders == [#"{"limit":2,"page":"p2"}"#, #"{"limit":2,"page":"p3"}"#, "finish"])
  }

  @Test func `a search whose page does not move, is empty or unnamed is an error`() throws {
    let page = #"{"data":[{"id":"a"}],"has_more":true,"next_page":"p2"}"#
    #expect(
      try walk(.searchPage, [page, page]).orders == [#"{"limit":2,"page":"p2"}"#, "repeats"])
    let empty = #"{"data":[],"has_more":true,"next_page":"p2"}"#
    #expect(try walk(.searchPage, [empty]).orders == ["gaveNone"])
    let unnamed = #"{"data":[{"id":"a"}],"has_more":true,"next_page":null}"#
    #expect(try walk(.searchPage, [unnamed]).orders == ["leadsNowhere"])
  }

  @Test func `v2 goes on by the token in its next page's address`() throws {
    let (ids, orders) = try walk(
      .pageToken,
      [
        #"{"data":[{"id":"a"}],"next_page_url":"/v2/core/accounts?limit=2&page=tok_2"}"#,
        #"{"data":[{"id":"b"}],"next_page_url":null}"#,
      ])
    #expect(ids == [["a"], ["b"]])
    #expect(orders == [#"{"limit":2,"page":"tok_2"}"#, "finish"])
  }

  @Test func `a token of encoded characters is sent as what it means`() throws {
    let page = #"{"data":[],"next_page_url":"/v2/core/accounts?page=a%2Bb%3D"}"#
    #expect(try walk(.pageToken, [page]).orders == [#"{"limit":2,"page":"a+b="}"#])
  }
}

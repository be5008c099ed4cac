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
      let (rows, order) = walk.received(try RawJSON(parsing: Array(page.utf8)))
      ids.append(rows.map { $0["id"]?.string ?? "?" })
      switch order {
      case .finish: orders.append("finish")
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

  @Test func `a page that claims more and has no rows is the last`() throws {
    #expect(try walk(.cursor, [#"{"data":[],"has_more":true}"#]).orders == ["finish"])
  }

  @Test func `a page without the word on more is the last`() throws {
    #expect(try walk(.cursor, [#"{"data":[{"id":"a"}]}"#]).orders == ["finish"])
  }

  @Test func `rows without ids are handed on and cannot be gone on from`() throws {
    let (ids, orders) = try walk(.cursor, [#"{"data":[{"n":1},{"n":1}],"has_more":true}"#])
    #expect(ids == [["?", "?"]])
    #expect(orders == ["finish"])
  }

  @Test func `a repeated page is dropped and its cursor does not go round`() throws {
    let page = #"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#
    let (ids, orders) = try walk(.cursor, [page, page])
    #expect(ids == [["a", "b"], []])
    #expect(orders.last == "finish")
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

  @Test func `a search whose page does not move ends`() throws {
    let page = #"{"data":[],"has_more":true,"next_page":"p2"}"#
    #expect(try walk(.searchPage, [page, page]).orders == [#"{"limit":2,"page":"p2"}"#, "finish"])
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

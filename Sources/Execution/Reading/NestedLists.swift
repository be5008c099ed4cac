import Diagnostics
import Expressions
import JSON
import Planning
import StripeWire

extension Engine {
  /// Returns the rows of a page with the lists that the plan reads completed: Stripe embeds the
  /// first ten elements of a list and the address of the others.
  func completed(
    _ rows: [RawJSON], by lists: [NestedList], for plan: ReadPlan
  ) async throws -> [RawJSON] {
    var rows = rows
    // One after another, because a list may be inside another.
    for list in lists { rows = try await completed(rows, by: list, for: plan) }
    return rows
  }

  private func completed(
    _ rows: [RawJSON], by nested: NestedList, for plan: ReadPlan
  ) async throws -> [RawJSON] {
    let cut = try rows.map { try CutList.all(nested, in: $0, at: plan.place) }
    let lists = Array(cut.joined())
    guard let first = lists.first else { return rows }
    var rest = try await sideBySide(lists, to: Endpoint(first.request)) { list in
      try await elements(list, of: plan)
    }[...]
    return zip(rows, cut).map { row, cut in
      row.replacing(
        cut.map { part in (part.list, part.list.followed(by: rest.popFirst() ?? [])) })
    }
  }

  /// Returns the elements of a list after its embedded ones.
  private func elements(_ cut: CutList, of plan: ReadPlan) async throws -> [RawJSON] {
    var stream = PageStream(
      engine: self, call: Call(request: cut.request, title: plan.title, place: plan.place),
      walk: PageWalk(continuing: cut.list, pageSize: 100))
    var elements: [RawJSON] = []
    while let rows = try await stream.next() { elements += rows }
    return elements
  }
}

/// A list that Stripe truncated, and the request for the rest, without paging parameters.
private struct CutList: Sendable {
  let list: RawJSON
  let request: APIRequest

  /// Returns the truncated lists of a row: several if the path goes through another list.
  /// - Throws: `Failure` if one has no address for the rest.
  static func all(
    _ nested: NestedList, in row: RawJSON, at place: Place
  ) throws -> [CutList] {
    try row.parts(at: nested.path).compactMap { try CutList(nested, list: $0, at: place) }
  }

  /// Reads a list; nil if it is complete.
  private init?(_ nested: NestedList, list: RawJSON, at place: Place) throws {
    guard list["has_more"]?.bool == true else { return nil }
    guard let url = list["url"]?.string, url.hasPrefix("/v1/"),
      list["data"]?.elements.last?["id"]?.string != nil
    else { throw Failure(.leadsNowhere, at: place) }
    self.list = list
    let expand = nested.expand.map(JSONValue.string)
    request = APIRequest(.get, url, expand.isEmpty ? [:] : ["expand": .array(expand)])
  }
}

extension RawJSON {
  /// Returns a list with the rest of its elements, marked as complete.
  fileprivate func followed(by elements: [RawJSON]) -> RawJSON {
    guard let data = self["data"], let hasMore = self["has_more"] else { return self }
    return replacing([
      (data, RawJSON(elements: data.elements + elements)), (hasMore, RawJSON(false)),
    ])
  }
}

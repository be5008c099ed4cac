import Expressions
import JSON
import Planning
import StripeWire

extension Engine {
  /// The rows of a page with the lists that the plan looks at whole: Stripe embeds the first ten of
  /// a list and says where the others are.
  func completed(
    _ rows: [RawJSON], by lists: [NestedList], for plan: ReadPlan, _ retries: RetryAllowance
  ) async throws -> [RawJSON] {
    var rows = rows
    // One after another: a list may stand within another.
    for list in lists { rows = try await completed(rows, by: list, for: plan, retries) }
    return rows
  }

  private func completed(
    _ rows: [RawJSON], by nested: NestedList, for plan: ReadPlan, _ retries: RetryAllowance
  ) async throws -> [RawJSON] {
    let cut = rows.map { CutList.all(nested, in: $0) }
    let requests = cut.joined().map { APIRequest(.get, $0.url, $0.parameters) }
    guard !requests.isEmpty else { return rows }
    var rest = try await sideBySide(requests) { try await elements($0, of: plan, retries) }[...]
    return zip(rows, cut).map { row, cut in
      row.replacing(
        cut.map { part in (part.list, part.list.followed(by: rest.popFirst() ?? [])) })
    }
  }

  /// The elements of a list from where it was cut off.
  private func elements(
    _ start: APIRequest, of plan: ReadPlan, _ retries: RetryAllowance
  ) async throws -> [RawJSON] {
    var walk = PageWalk(style: .cursor, pageSize: 100)
    var order = PageWalk.Order.request(start.parameters)
    var elements: [RawJSON] = []
    while case .request(let paging) = order {
      let parameters = start.parameters.members.filter { paging[$0.key] == nil } + paging.members
      let call = Call(
        request: APIRequest(.get, start.path, JSONObject(parameters)), title: plan.title,
        place: plan.place, level: .debug, retries: retries)
      let answer = walk.received(try await anyPage(call))
      elements += answer.rows
      order = answer.order
    }
    return elements
  }
}

/// A list that Stripe cut off, and how to ask for what follows.
private struct CutList {
  let list: RawJSON
  let url: String
  let parameters: JSONObject

  /// Those of a row: several where the path leads through another list.
  static func all(_ nested: NestedList, in row: RawJSON) -> [CutList] {
    row.parts(at: nested.path).compactMap { CutList(nested, list: $0) }
  }

  /// Nil where the list is whole, or does not say where the others are.
  private init?(_ nested: NestedList, list: RawJSON) {
    guard list["has_more"]?.bool == true, let url = list["url"]?.string, url.hasPrefix("/v1/"),
      let last = list["data"]?.elements.last?["id"]?.string
    else { return nil }
    self.list = list
    self.url = url
    var parameters: JSONObject = ["limit": 100, "starting_after": .string(last)]
    if !nested.expand.isEmpty {
      parameters["expand"] = .array(nested.expand.map(JSONValue.string))
    }
    self.parameters = parameters
  }
}

extension RawJSON {
  /// A list with its further elements, which is whole then.
  fileprivate func followed(by elements: [RawJSON]) -> RawJSON {
    guard let data = self["data"], let hasMore = self["has_more"] else { return self }
    return replacing([
      (data, RawJSON(elements: data.elements + elements)), (hasMore, RawJSON(false)),
    ])
  }
}

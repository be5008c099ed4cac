import Evaluation
import JSON
import Planning
import StripeWire

extension Engine {
  /// The rows of a page with the lists that the plan looks at whole: Stripe embeds the first ten of
  /// a list and says where the others are.
  func completed(
    _ rows: [RawJSON], for plan: ReadPlan, _ retries: RetryAllowance
  ) async throws -> [RawJSON] {
    guard !plan.nestedLists.isEmpty else { return rows }
    let cut = rows.indices.filter { rows[$0].hasCutList(at: plan.nestedLists) }
    guard !cut.isEmpty else { return rows }
    var whole = rows
    let endpoint = Endpoint(APIRequest(.get, plan.object.name))
    let cutRows = cut.map { rows[$0] }
    let completedRows = try await sideBySide(cutRows, to: endpoint) { row in
      try await completed(row, for: plan, retries)
    }
    for (index, row) in zip(cut, completedRows) { whole[index] = row }
    return whole
  }

  private func completed(
    _ row: RawJSON, for plan: ReadPlan, _ retries: RetryAllowance
  ) async throws -> RawJSON {
    var value = row.value
    for path in plan.nestedLists {
      guard let list = value.value(at: path), list["has_more"]?.bool == true else { continue }
      value.set(path, to: try await completed(list, of: plan, retries))
    }
    return RawJSON(value)
  }

  private func completed(
    _ list: JSONValue, of plan: ReadPlan, _ retries: RetryAllowance
  ) async throws -> JSONValue {
    guard let url = list["url"]?.string, url.hasPrefix("/v1/"), var data = list["data"]?.array,
      let last = data.last?["id"]?.string
    else { return list }
    var walk = PageWalk(style: .cursor, pageSize: 100)
    var order = PageWalk.Order.request(["limit": 100, "starting_after": .string(last)])
    while case .request(let paging) = order {
      let call = Call(
        request: APIRequest(.get, url, paging), title: plan.title, place: plan.place,
        level: .debug, retries: retries)
      let answer = walk.received(try await anyPage(call))
      data += answer.rows.map(\.value)
      order = answer.order
    }
    var whole = list
    whole.set(RowPath(keys: "data"), to: .array(data))
    whole.set(RowPath(keys: "has_more"), to: false)
    return whole
  }
}

extension RawJSON {
  fileprivate func hasCutList(at paths: [RowPath]) -> Bool {
    paths.contains { value(at: $0)?["has_more"]?.bool == true }
  }
}

extension JSONValue {
  /// Puts a value where a path leads; a path that leads nowhere changes nothing.
  fileprivate mutating func set(_ path: RowPath, to value: JSONValue) {
    guard let step = path.steps.first else { return self = value }
    let rest = RowPath(Array(path.steps.dropFirst()))
    switch (step, self) {
    case (.key(let key), .object(var object)):
      guard var member = object[key] else { return }
      member.set(rest, to: value)
      object[key] = member
      self = .object(object)
    case (.index(let index), .array(var elements)) where elements.indices.contains(index):
      elements[index].set(rest, to: value)
      self = .array(elements)
    case (.key, .null), (.key, .bool), (.key, .number), (.key, .string), (.key, .array),
      (.index, .null), (.index, .bool), (.index, .number), (.index, .string), (.index, .object),
      (.index, .array):
      break
    }
  }
}

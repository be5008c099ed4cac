import Diagnostics
import JSON
import StripeWire

/// Objects by id, one request each, several at once; they come in the order of their paths.
struct ObjectStream: RowStream {
  let engine: Engine
  let paths: [String]
  let parameters: JSONObject
  let title: String
  let place: Place?
  /// Whether an unknown id is an error, or no row.
  let reportsMissing: Bool
  private var position = 0

  init(
    engine: Engine, paths: [String], parameters: JSONObject, title: String, place: Place?,
    reportsMissing: Bool
  ) {
    self.engine = engine
    self.paths = paths
    self.parameters = parameters
    self.title = title
    self.place = place
    self.reportsMissing = reportsMissing
  }

  mutating func next() async throws -> [RawJSON]? {
    guard position < paths.count else { return nil }
    let width = await engine.pacer.width(for: Endpoint(APIRequest(.get, paths[position])))
    let batch = paths[position...].prefix(width).map { APIRequest(.get, $0, parameters) }
    position += batch.count
    return try await objects(batch)
  }

  private func objects(_ batch: [APIRequest]) async throws -> [RawJSON] {
    try await withThrowingTaskGroup(of: (Int, RawJSON?).self) { group in
      for (index, request) in batch.enumerated() {
        group.addTask { (index, try await object(request)) }
      }
      var found = [RawJSON?](repeating: nil, count: batch.count)
      for try await (index, object) in group { found[index] = object }
      return found.compactMap { $0 }
    }
  }

  private func object(_ request: APIRequest) async throws -> RawJSON? {
    do {
      let call = Call(request: request, title: title, place: place)
      let row = try await engine.answer(to: call).body
      // A list does not show what was deleted: neither does a query that asks by id.
      return reportsMissing || row["deleted"]?.bool != true ? row : nil
    } catch let failure as Failure {
      guard !reportsMissing, case .api(let error) = failure.reason, error.status == 404 else {
        throw failure
      }
      return nil
    }
  }
}

/// No rows.
struct EmptyStream: RowStream {
  mutating func next() async throws -> [RawJSON]? { nil }
}

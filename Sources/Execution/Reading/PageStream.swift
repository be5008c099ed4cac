import Diagnostics
import JSON
import Logging
import StripeWire

/// The rows of a list or a search, page by page.
struct PageStream: RowStream {
  let engine: Engine
  let path: String
  let parameters: JSONObject
  let title: String
  let place: Place?
  private var walk: PageWalk
  private var order: PageWalk.Order

  init(
    engine: Engine, path: String, parameters: JSONObject, walk: PageWalk, title: String,
    place: Place?
  ) {
    self.engine = engine
    self.path = path
    self.parameters = parameters
    self.walk = walk
    self.title = title
    self.place = place
    order = .request(walk.start)
  }

  mutating func next() async throws -> [RawJSON]? {
    guard case .request(let paging) = order else { return nil }
    let call = Call(
      request: APIRequest(.get, path, JSONObject(parameters.members + paging.members)),
      title: title, place: place, level: walk.pages == 0 ? .info : .debug)
    let page = try await engine.answer(to: call).body
    guard page["data"]?.kind == .array else {
      throw Failure(.malformed("the answer to a list is no list"), at: place)
    }
    let (rows, order) = walk.received(page)
    self.order = order
    return rows
  }
}

/// Objects by id, one request each, in order.
struct ObjectStream: RowStream {
  let engine: Engine
  let targets: [ObjectRequest]
  let parameters: JSONObject
  let title: String
  let place: Place?
  /// Whether an unknown id is an error, or no row.
  let reportsMissing: Bool
  private var position = 0

  struct ObjectRequest: Sendable {
    var path: String
  }

  init(
    engine: Engine, targets: [ObjectRequest], parameters: JSONObject, title: String,
    place: Place?, reportsMissing: Bool
  ) {
    self.engine = engine
    self.targets = targets
    self.parameters = parameters
    self.title = title
    self.place = place
    self.reportsMissing = reportsMissing
  }

  mutating func next() async throws -> [RawJSON]? {
    guard targets.indices.contains(position) else { return nil }
    let target = targets[position]
    position += 1
    do {
      let call = Call(
        request: APIRequest(.get, target.path, parameters), title: title, place: place)
      return [try await engine.answer(to: call).body]
    } catch let failure as Failure {
      guard !reportsMissing, case .api(let error) = failure.reason, error.status == 404 else {
        throw failure
      }
      return []
    }
  }
}

/// No rows.
struct EmptyStream: RowStream {
  mutating func next() async throws -> [RawJSON]? { nil }
}

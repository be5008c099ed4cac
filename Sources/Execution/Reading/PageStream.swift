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

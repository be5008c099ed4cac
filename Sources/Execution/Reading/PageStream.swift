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
  private let patience = ReadPatience()

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
      title: title, place: place, level: walk.pages == 0 ? .info : .debug,
      retries: patience.allowance(forRequest: walk.pages))
    let (rows, order) = walk.received(try await engine.anyPage(call))
    self.order = order
    return rows
  }
}

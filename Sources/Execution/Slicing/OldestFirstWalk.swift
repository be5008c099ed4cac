import JSON

/// The walk of a list from its oldest row up, which Stripe's lists do not offer: a state machine
/// that asks for windows of time small enough to come whole, oldest first.
///
/// The first windows are found by bisection, the others by how many rows the window before had.
struct OldestFirstWalk {
  enum Order: Equatable {
    case request(JSONObject)
    case finish
  }

  private let pageSize: Int
  private let newest: Int
  /// Every row up to this second has been handed on.
  private var floor: Int
  /// Windows from the floor up to here are known to hold more than a page.
  private var tooMuch: Int?
  private var window: Int
  /// The rows of a window that is one second and still more than a page.
  private var crowd: [RawJSON] = []
  private var cursor: String?

  /// Before Stripe took its first customers nothing was created: 2010-01-01.
  static let dawn = 1_262_304_000

  init(pageSize: Int, oldest: Int?, newest: Int) {
    self.pageSize = pageSize
    self.newest = newest
    floor = (oldest ?? Self.dawn) - 1
    window = max(1, newest - floor)
  }

  /// The newest second of the window at hand.
  private var top: Int { min(newest, floor + window) }

  /// What to ask next.
  var order: Order {
    guard floor < newest else { return .finish }
    var parameters: JSONObject = [
      "limit": .integer(pageSize),
      "created": ["gte": .integer(floor + 1), "lte": .integer(top)],
    ]
    if let cursor { parameters["starting_after"] = .string(cursor) }
    return .request(parameters)
  }

  /// Takes the page that answers the order, and hands on rows, oldest first, where it was whole.
  mutating func received(_ page: SlicePage) -> [RawJSON] {
    if cursor != nil || (page.hasMore && window == 1) { return receivedCrowd(page) }
    if page.hasMore {
      tooMuch = top
      window = max(1, (top - floor) / 2)
      return []
    }
    return advance(page.rows.map(\.row))
  }

  /// One second with more rows than a page holds is walked to its end and turned round as a whole.
  private mutating func receivedCrowd(_ page: SlicePage) -> [RawJSON] {
    crowd += page.rows.map(\.row)
    if page.hasMore, let last = page.rows.last?.id, last != cursor {
      cursor = last
      return []
    }
    defer { (crowd, cursor) = ([], nil) }
    return advance(crowd)
  }

  /// Goes on above the window: wider where it held little, narrower where it held nearly a page.
  private mutating func advance(_ rows: [RawJSON]) -> [RawJSON] {
    let width = top - floor
    floor = top
    let aim = 0.7 * Double(pageSize)
    let growth = rows.isEmpty ? 2 : min(4, max(0.25, aim / Double(rows.count)))
    window = max(1, Int(Double(width) * growth))
    // A window that would reach what is known to be too much stops halfway to it.
    if let bound = tooMuch, floor < bound, floor + window >= bound {
      window = max(1, (bound - floor) / 2)
    }
    if let bound = tooMuch, floor >= bound { tooMuch = nil }
    return rows.reversed()
  }
}

/// The rows of a list, oldest first.
struct OldestFirstStream: RowStream {
  private let engine: Engine
  private let call: Call
  private var walk: OldestFirstWalk
  private var asked = 0
  private let patience = ReadPatience()

  init(engine: Engine, call: Call, walk: OldestFirstWalk) {
    self.engine = engine
    self.call = call
    self.walk = walk
  }

  mutating func next() async throws -> [RawJSON]? {
    guard case .request(let window) = walk.order else { return nil }
    var call = call
    call.retries = patience.allowance(forRequest: asked)
    asked += 1
    call.request.parameters = JSONObject(call.request.parameters.members + window.members)
    return walk.received(try await engine.page(call))
  }
}

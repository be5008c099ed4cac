import Diagnostics
import JSON
import StripeWire

/// The rows of a list or a search, page by page.
struct PageStream: RowStream {
  let engine: Engine
  /// Title, place and path of every request, with the parameters that all of them have.
  let call: Call
  private var walk: PageWalk
  private var fence: TimeFence?
  private var filter: ServerFilterFence?
  private var order: PageWalk.Command
  private let patience = ReadPatience()

  /// Creates the stream of a walk.
  /// - Parameters:
  ///   - fence: the range of seconds that rows must be in; nil for any, in any order.
  ///   - filter: the filter that rows must match as well; nil for none.
  init(
    engine: Engine, call: Call, walk: PageWalk, fence: TimeFence? = nil,
    filter: ServerFilterFence? = nil
  ) {
    self.engine = engine
    self.call = call
    self.walk = walk
    self.fence = fence
    self.filter = filter
    order = .request(walk.start)
  }

  mutating func next() async throws -> [RawJSON]? {
    switch order {
    case .finish:
      if let fault = filter?.fault { throw Failure(fault, at: call.place) }
      return nil
    case .fail(let fault): throw Failure(fault, at: call.place)
    case .request(let paging): return try await page(paging)
    }
  }

  private mutating func page(_ paging: JSONObject) async throws -> [RawJSON] {
    var call = call
    call.request.parameters = JSONObject(call.request.parameters.members + paging.members)
    call.level = walk.pages == 0 ? .info : .debug
    call.retries = patience.allowance(forRequest: walk.pages)
    let (rows, order) = walk.received(try await engine.anyPage(call))
    self.order = order
    do {
      let timely = try fence?.own(rows) ?? rows
      return filter?.own(timely) ?? timely
    } catch {
      throw Failure(error, at: call.place)
    }
  }
}

/// A walk that is read to its end, and returned in reverse order.
struct ReversedStream: RowStream {
  private var walk: PageStream
  private var buffer: SpillBuffer
  private var pages = 0
  private var isRead = false

  init(_ walk: PageStream, directory: String) {
    self.walk = walk
    buffer = SpillBuffer(directory: directory)
  }

  mutating func next() async throws -> [RawJSON]? {
    while !isRead {
      if let rows = try await walk.next() {
        try buffer.put(rows.reversed(), as: pages)
        pages += 1
      } else {
        isRead = true
      }
    }
    guard pages > 0 else { return nil }
    pages -= 1
    return try buffer.take(pages)
  }
}

/// A walk without order that is read to its end, and returned newest first; rows of the same second
/// keep their order.
struct NewestFirstStream: RowStream {
  private var walk: PageStream
  private var isRead = false

  init(_ walk: PageStream) {
    self.walk = walk
  }

  mutating func next() async throws -> [RawJSON]? {
    guard !isRead else { return nil }
    isRead = true
    var rows: [RawJSON] = []
    while let page = try await walk.next() { rows += page }
    return rows.newestFirst
  }
}

extension [RawJSON] {
  /// The rows sorted by their seconds, newest first; rows of the same second keep their order.
  var newestFirst: [RawJSON] {
    let keyed = enumerated().map { (created: $1.createdSecond ?? .min, index: $0) }
    let sorted = keyed.sorted { ($1.created, $0.index) < ($0.created, $1.index) }
    return sorted.map { self[$0.index] }
  }
}

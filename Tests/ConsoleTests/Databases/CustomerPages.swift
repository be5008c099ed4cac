import JSON
import StripeWire
import Synchronization

/// A list of customers, the newest first, whose answers can fail from some request on.
final class CustomerPages: Transport {
  private struct State {
    var requests: [APIRequest] = []
    var answersLeft = Int.max
  }

  private let count: Int
  private let state = Mutex(State())

  /// - Parameter count: the number of customers; each is a second older than the one before it.
  init(count: Int) {
    self.count = count
  }

  /// The requests for customers since they were last forgotten.
  var requests: [APIRequest] { state.withLock(\.requests) }

  /// Forgets the requests, and answers so many more.
  func allow(_ answers: Int) {
    state.withLock { $0 = State(answersLeft: answers) }
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    guard request.path == "/v1/customers" else {
      return AnsweringTransport.json(200, #"{"id":"acct_1","object":"account"}"#)
    }
    let isAnswered = state.withLock { state in
      state.requests.append(request)
      state.answersLeft -= 1
      return state.answersLeft >= 0
    }
    guard isAnswered else {
      return AnsweringTransport.json(400, #"{"error":{"message":"no more"}}"#)
    }
    return AnsweringTransport.json(200, page(request.parameters))
  }

  private func page(_ parameters: JSONObject) -> String {
    let limit = parameters["limit"]?.integer ?? 10
    var first = 0
    if let cursor = parameters["starting_after"]?.string, let last = Int(cursor.dropFirst(4)) {
      first = last + 1
    }
    if let latest = parameters["created"]?["lte"]?.integer {
      first = max(first, Self.newest - latest)
    }
    let end = min(count, first + limit)
    let rows = (first..<max(first, end)).map { number in
      #"{"id":"cus_\#(number)","object":"customer","created":\#(Self.newest - number)}"#
    }
    return #"{"object":"list","has_more":\#(end < count),"data":[\#(rows.joined(separator: ","))]}"#
  }

  /// The time of the newest customer, in Unix seconds.
  static let newest = 1_780_000_000
}

import JSON
import StripeWire
import Synchronization

/// Adds lines to invoices as Stripe does: all rows of a request or none, and for a key that it
/// knows the answer that it gave before. At some request the run that asks it dies.
final class InvoiceServer: Transport {
  struct Death: Error {}

  /// When the run dies: at which request, and whether that had arrived.
  struct Fate: Sendable {
    var request: Int
    var hasArrived: Bool
  }

  private struct State {
    var lines: [String: [String]] = [:]
    var answers: [String: (parameters: JSONObject, answer: APIResponse)] = [:]
    var requests = 0
    var misused: [String] = []
    var fate: Fate?
  }

  private let state = Mutex(State())
  private let namesRows: Bool

  /// - Parameter namesRows: whether it says which row it refuses.
  init(namesRows: Bool) {
    self.namesRows = namesRows
  }

  /// The descriptions of each invoice's lines.
  var lines: [String: [String]] { state.withLock(\.lines) }
  /// Keys that came with another request than before.
  var misused: [String] { state.withLock(\.misused) }
  var requests: Int { state.withLock(\.requests) }

  func begin(_ fate: Fate?) {
    state.withLock { ($0.requests, $0.fate) = (0, fate) }
  }

  func send(_ request: APIRequest) async throws -> APIResponse {
    try state.withLock { state in
      state.requests += 1
      let isLast = state.requests == state.fate?.request
      if isLast, state.fate?.hasArrived == false { throw Death() }
      let answer = answer(request, &state)
      if isLast { throw Death() }
      return answer
    }
  }

  private func answer(_ request: APIRequest, _ state: inout State) -> APIResponse {
    let key = request.idempotencyKey?.description ?? "none"
    if let known = state.answers[key] {
      if known.parameters != request.parameters { state.misused.append(key) }
      return known.answer
    }
    let answer = added(request, &state)
    state.answers[key] = (request.parameters, answer)
    return answer
  }

  private func added(_ request: APIRequest, _ state: inout State) -> APIResponse {
    let invoice = request.path.split(separator: "/").dropLast().last.map(String.init) ?? "?"
    let rows = request.parameters["lines"]?.array ?? []
    let texts = rows.compactMap { $0["description"]?.string }
    if let bad = texts.firstIndex(where: { $0.hasPrefix("bad") }) {
      return refusal(namesRows ? "lines[\(bad)][description]" : "lines")
    }
    state.lines[invoice, default: []] += texts
    let lines = state.lines[invoice, default: []].map { #"{"id":"il_\#($0)"}"# }
    let list = #"{"data":[\#(lines.joined(separator: ","))],"has_more":false}"#
    return .ok(#"{"id":"\#(invoice)","lines":\#(list)}"#)
  }

  private func refusal(_ param: String) -> APIResponse {
    let error = #"{"type":"invalid_request_error","message":"no","param":"\#(param)"}"#
    return APIResponse(status: 400, headers: [:], body: Array(#"{"error":\#(error)}"#.utf8))
  }
}

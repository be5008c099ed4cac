import JSON
import StripeWire
import Synchronization

/// A shop that is wrong in one way, and counts what it is asked.
final class WrongShop: Transport {
  /// More requests than any of the reads may need.
  struct Endless: Error {}

  private struct State {
    var reads = 0
    var written: [String] = []
    /// Requests to each path.
    var numbers: [String: Int] = [:]
  }

  let server: WrongServer
  private let objects: [String: [JSONObject]]
  private let mostReads: Int
  private let state = Mutex(State())

  init(_ server: WrongServer, rows: Int, mostReads: Int) {
    self.server = server
    self.mostReads = mostReads
    objects = [
      "/v1/customers": ShopList.rows("customer", "cus", count: rows),
      "/v1/charges": ShopList.rows("charge", "ch", count: rows),
      "/v1/invoices": ShopList.rows("invoice", "in", count: rows),
      "/v1/invoiceitems": ShopList.rows("invoiceitem", "ii", count: rows),
      "/v1/prices": ShopList.rows("price", "price", count: rows),
      "/v1/invoices/in_0/lines": ShopList.rows("line_item", "il", count: rows),
      "/v2/core/events": ShopList.rows("v2.core.event", "evt", count: rows),
    ]
  }

  var reads: Int { state.withLock(\.reads) }
  /// The ids that were written, once for each time.
  var written: [String] { state.withLock(\.written) }

  func send(_ request: APIRequest) async throws -> APIResponse {
    guard request.method == .get else { return write(request) }
    let number = state.withLock { state in
      state.reads += 1
      state.numbers[request.path, default: 0] += 1
      return (state.numbers[request.path] ?? 1) - 1
    }
    guard reads <= mostReads else { throw Endless() }
    return server.replaces(request) ?? answer(request, number)
  }

  private func write(_ request: APIRequest) -> APIResponse {
    let id = String(request.path.split(separator: "/").last ?? "")
    state.withLock { $0.written.append(id) }
    return .ok(#"{"id":"\#(id)","object":"customer"}"#)
  }

  private func answer(_ request: APIRequest, _ number: Int) -> APIResponse {
    let isSearch = request.path.hasSuffix("/search")
    let path = isSearch ? String(request.path.dropLast("/search".count)) : request.path
    guard let rows = objects[path] else { return object(at: path) }
    var query = ShopList.Query(
      kind: isSearch ? .search : path.hasPrefix("/v2/") ? .v2 : .list, rows: rows,
      parameters: request.parameters, number: number)
    server.misreads(&query)
    var page = ShopList.answer(query)
    server.mispages(&page, query)
    var body = page.body(of: query)
    server.miswrites(&body, query)
    if path == "/v1/invoices" { body = withLines(body) }
    if request.parameters["expand"]?.array?.contains("data.customer") == true {
      body = withCustomers(body)
    }
    return .ok(JSONValue.object(body).compact)
  }

  /// An object by its id, as the server makes it.
  private func object(at path: String) -> APIResponse {
    let parts = path.split(separator: "/")
    let rows = objects["/" + parts.dropLast().joined(separator: "/")] ?? []
    var query = ShopList.Query(
      kind: .list, rows: rows.filter { $0["id"]?.string == String(parts.last ?? "") },
      parameters: [:], number: 0)
    server.misreads(&query)
    guard let object = query.rows.first else { return .failed(404, "resource_missing") }
    return .ok(JSONValue.object(object).compact)
  }

  private func withCustomers(_ body: JSONObject) -> JSONObject {
    var body = body
    body["data"] = body["data"]?.array.map { rows in
      .array(
        rows.map { row in
          guard var object = row.object, let id = object["customer"] else { return row }
          object["customer"] = ["id": id, "object": "customer", "email": "a@b.c"]
          return .object(object)
        })
    }
    return body
  }

  /// The first invoice with the first ten of its lines.
  private func withLines(_ body: JSONObject) -> JSONObject {
    var body = body
    let lines = (objects["/v1/invoices/in_0/lines"] ?? []).prefix(10)
    body["data"] = body["data"]?.array.map { rows in
      .array(
        rows.map { row in
          guard var object = row.object, object["id"] == "in_0" else { return row }
          object["lines"] = [
            "object": "list", "data": .array(lines.map(JSONValue.object)), "has_more": true,
            "url": "/v1/invoices/in_0/lines",
          ]
          return .object(object)
        })
    }
    return body
  }
}

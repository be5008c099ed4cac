import JSON
import SandboxStore
import SandboxTesting
import StripeWire
import Synchronization

@testable import SandboxSeeding
@testable import StripeSandbox

/// A sandbox with seeded data, read as a client would.
final class SeededShop: Sendable {
  let client: SandboxClient
  private let known = Mutex<[String: [JSONObject]]>([:])

  init(_ plan: SeedPlan, _ storage: StoreLocation = .memory) throws {
    client = try SandboxClient(storage)
    try client.sandbox.seed(plan)
  }

  /// All pages of a list.
  func walk(_ collection: String, _ parameters: JSONObject) async throws -> [JSONObject] {
    var parameters = parameters
    if parameters["limit"] == nil { parameters["limit"] = 100 }
    var rows: [JSONObject] = []
    while true {
      let page = try await client.get("/v1/\(collection)", parameters)
      rows += page["data"]?.array?.compactMap(\.object) ?? []
      guard page["has_more"] == true, let last = rows.last else { return rows }
      parameters["starting_after"] = .string(last.id)
    }
  }

  /// All pages of a search.
  func search(_ collection: String, _ query: String) async throws -> [JSONObject] {
    var parameters: JSONObject = ["query": .string(query), "limit": 100]
    var rows: [JSONObject] = []
    while true {
      let page = try await client.get("/v1/\(collection)/search", parameters)
      rows += page["data"]?.array?.compactMap(\.object) ?? []
      guard let next = page["next_page"]?.string else { return rows }
      parameters["page"] = .string(next)
    }
  }

  /// Every object of a collection, those too that its list hides, in the list's order.
  func all(_ collection: String) async throws -> [JSONObject] {
    if let rows = known.withLock({ $0[collection] }) { return rows }
    var rows = try await walk(collection, collection == "subscriptions" ? ["status": "all"] : [:])
    if collection == "prices" {
      rows += try await walk(collection, ["active": false])
      var order: [[Int64]] = []
      for row in rows { order.append(try await client.place("price", row.id)) }
      rows = zip(rows, order).sorted { $1.1.lexicographicallyPrecedes($0.1) }.map(\.0)
    }
    known.withLock { $0[collection] = rows }
    return rows
  }
}

extension SandboxClient {
  /// Where an object stands among those of its type.
  fileprivate func place(_ type: String, _ id: String) async throws -> [Int64] {
    let environment = sandbox.environment
    return try await sandbox.store.read { transaction in
      let place = try Workspace(transaction, environment).stored.place(type, id)
      return [Int64(place?.sortKey ?? 0), place?.seq ?? 0]
    }
  }
}

extension [Int64] {
  fileprivate static func > (left: Self, right: Self) -> Bool {
    right.lexicographicallyPrecedes(left)
  }
}

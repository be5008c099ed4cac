import JSON
import SandboxTesting
import StripeCatalog
import Testing

@testable import StripeSandbox

/// Each object of the catalog from its creation to its deletion, with made-up parameters.
@Suite struct LifeOfEveryObjectTests {
  @Test func `each object is created, retrieved, listed, updated and deleted`() async throws {
    let client = try SandboxClient()
    try await client.fund(1_000_000)
    var failures: [String] = []
    var created = 0
    for type in Catalog.embedded.objects {
      guard let create = type.operation(.create), RefusedOperations.all[create.id] == nil,
        create.pathParameters.isEmpty
      else { continue }
      do {
        created += try await LifeOfAnObject(client, type, create).live() ? 1 : 0
      } catch {
        failures.append("\(type.name): \(error)".replacing("\n", with: " "))
      }
    }
    #expect(failures == [])
    #expect(created > 60)
  }
}

/// One object from its creation to its end.
private struct LifeOfAnObject {
  let client: SandboxClient
  let type: ObjectType
  let create: Operation

  init(_ client: SandboxClient, _ type: ObjectType, _ create: Operation) {
    self.client = client
    self.type = type
    self.create = create
  }

  private var parameters: MadeUpParameters { MadeUpParameters(ObjectFixtures(client: client)) }

  /// Returns whether the object was retrieved after it was made.
  func live() async throws -> Bool {
    let object = try await client.post(create.path, parameters.all(of: create, below: []))
    guard let retrieve = type.operation(.retrieve), let path = retrieve.path(with: [object.id])
    else { return false }
    #expect(try await client.get(path).id == object.id, "\(type.name)")
    try await list(object)
    if let update = type.operation(.update), let path = update.path(with: [object.id]) {
      let changed = try await client.post(path, parameters.all(of: update, below: [object.id]))
      #expect(changed.id == object.id)
    }
    try await delete(object)
    return true
  }

  /// Types of which a list shows some objects only: prices that are active, the payment methods of
  /// a customer.
  private static let listedApart: Set = ["price", "payment_method"]

  private func list(_ object: JSONObject) async throws {
    guard let list = type.operation(.list) else { return }
    let rows = try await client.rows(list.path, parameters.all(of: list, below: []))
    if list.parameters.allSatisfy({ !$0.isRequired }), !Self.listedApart.contains(type.typeName) {
      #expect(rows.contains { $0.id == object.id }, "\(type.name)")
    }
  }

  private func delete(_ object: JSONObject) async throws {
    guard let delete = type.operation(.delete), let path = delete.path(with: [object.id]) else {
      return
    }
    let wanted = try await parameters.all(of: delete, below: [object.id])
    #expect(try await client.delete(path, wanted).id == object.id)
    let again = try await client.refusal(.delete, path)
    #expect(again.status == 404, "\(type.name)")
    #expect(again.code == "resource_missing" || type.typeName == "subscription_item")
  }
}

import JSON
import SandboxTesting
import StripeCatalog
import StripeWire
import Testing

@testable import StripeSandbox

/// The catalog's operations one after the other, with parameters made up from the catalog.
@Suite struct EveryOperationTests {
  @Test func everyOperationHasARoute() async throws {
    let client = try SandboxClient()
    var unrouted: [String] = []
    for operation in Catalog.embedded.operations {
      let ids = operation.pathParameters.map { _ in "x_1" }
      let path = try #require(operation.path(with: ids))
      let body = String(decoding: await client.send(operation.method, path).body, as: UTF8.self)
      if body.contains("Unrecognized request URL") { unrouted.append(operation.id) }
    }
    #expect(unrouted == [])
    #expect(Catalog.embedded.operationCount == 648)
  }

  /// What cannot be done without a network, and is refused by name; and credit notes and meter
  /// events, which need a finalized invoice, and a customer who used something.
  private static let refused: Set<String> = [
    "billing.meter_event", "credit_note", "forwarding.request",
  ]

  @Test func everyResourceIsCreatedReadListedChangedAndDeleted() async throws {
    let client = try SandboxClient()
    try await client.fund(1_000_000)
    var failures: [String] = []
    var created = 0
    for type in Catalog.embedded.objects {
      guard !Self.refused.contains(type.name), let create = type.operation(.create) else {
        continue
      }
      do {
        created += try await LifeOfAnObject(client, type, create).live() ? 1 : 0
      } catch {
        failures.append("\(type.name): \(error)".replacing("\n", with: " "))
      }
    }
    #expect(failures == [])
    #expect(created > 60)
  }

  @Test func everyOtherOperationAnswersWithoutAFault() async throws {
    let client = try SandboxClient()
    var faults: [String] = []
    for operation in Catalog.embedded.operations {
      var parameters = MadeUpParameters(client)
      var ids: [String] = []
      for parameter in operation.pathParameters {
        guard let object = parameter.object else {
          ids.append("x_1")
          continue
        }
        ids.append(try await parameters.id(of: object))
      }
      let path = try #require(operation.path(with: ids))
      let response = try await client.send(
        operation.method, path, parameters.demanded(by: operation))
      if let fault = Self.fault(in: response) { faults.append("\(operation.id): \(fault)") }
    }
    #expect(faults == [])
  }

  /// What must not be answered to parameters that the catalog asks for.
  private static func fault(in response: APIResponse) -> String? {
    guard (try? JSONValue(parsing: response.body)) != nil else { return "no JSON" }
    let message = response.isSuccess ? "" : APIError(response).message
    let complaints = ["unknown parameter", "Missing required param", "Invalid "]
    let isMistaken = response.status == 400 && complaints.contains(where: message.contains)
    let isFault = response.status >= 500 || isMistaken
    return isFault ? "\(response.status) \(message)" : nil
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

  /// Whether the object could be found again after it was made.
  func live() async throws -> Bool {
    if create.server == .files { return false }
    var parameters = MadeUpParameters(client)
    let object = try await client.post(create.path, parameters.demanded(by: create))
    guard let retrieve = type.operation(.retrieve), let path = retrieve.path(with: [object.id])
    else { return false }
    #expect(try await client.get(path).id == object.id, "\(type.name)")
    try await list(object)
    if let update = type.operation(.update), let path = update.path(with: [object.id]) {
      #expect(try await client.post(path, parameters.required(update.parameters)).id == object.id)
    }
    try await delete(object)
    return true
  }

  private func list(_ object: JSONObject) async throws {
    guard let list = type.operation(.list) else { return }
    var parameters = MadeUpParameters(client)
    let rows = try await client.rows(list.path, parameters.required(list.parameters))
    if list.parameters.allSatisfy({ !$0.isRequired }), type.typeName != "price" {
      #expect(rows.contains { $0.id == object.id }, "\(type.name)")
    }
  }

  private func delete(_ object: JSONObject) async throws {
    guard let delete = type.operation(.delete), let path = delete.path(with: [object.id]) else {
      return
    }
    var parameters = MadeUpParameters(client)
    let demanded = try await parameters.demanded(by: delete)
    #expect(try await client.delete(path, demanded).id == object.id)
    let again = try await client.refusal(.delete, path)
    #expect(again.status == 404, "\(type.name)")
    #expect(again.code == "resource_missing" || type.typeName == "subscription_item")
  }
}

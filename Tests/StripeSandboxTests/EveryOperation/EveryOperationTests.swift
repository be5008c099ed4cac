import JSON
import SandboxTesting
import StripeCatalog
import StripeWire
import Testing

@testable import StripeSandbox

/// Each operation of the catalog, called in a sandbox that has what the operation needs.
@Suite struct EveryOperationTests {
  private struct Outcome: Sendable {
    var id: String
    var refusal: RefusedOperations.Refusal?
    var faults: [String] = []
  }

  private static func outcome(of operation: Operation) async -> Outcome {
    do {
      return try await OperationCall(operation).outcome()
    } catch {
      let text = "\(error)".replacing("\n", with: " ")
      return Outcome(id: operation.id, refusal: .init(status: 0, message: "fixture: \(text)"))
    }
  }

  /// One operation with a sandbox of its own.
  private struct OperationCall {
    let operation: Operation
    let fixtures: ObjectFixtures

    init(_ operation: Operation) throws {
      self.operation = operation
      fixtures = try ObjectFixtures(client: SandboxClient())
    }

    func outcome() async throws -> Outcome {
      if operation.path.contains("payout") || operation.path.contains("transfer") {
        try await fixtures.client.fund(1_000_000)
      }
      let ids = try await ids()
      if operation.kind == .list { _ = try await fixtures.id(of: operation.object, below: ids) }
      let path = try #require(operation.path(with: ids))
      let parameters = try await MadeUpParameters(fixtures).all(of: operation, below: ids)
      let response = await fixtures.client.send(operation.method, path, parameters)
      guard response.isSuccess else {
        let message = APIError(response).message.replacing(ids.last ?? "?", with: "{id}")
        return Outcome(
          id: operation.id, refusal: .init(status: response.status, message: message))
      }
      let answer = try JSONValue(parsing: response.body)
      return Outcome(id: operation.id, faults: ShapeCheck(answer, operation.result).faults)
    }

    private func ids() async throws -> [String] {
      if let written = WrittenPaths.all[operation.id] { return try await written(fixtures) }
      var ids: [String] = []
      for parameter in operation.pathParameters {
        guard let type = parameter.object else {
          ids.append(ObjectFixtures.nobody)
          continue
        }
        ids.append(try await fixtures.id(of: type, below: ids))
      }
      return ids
    }
  }

  @Test func `each operation answers with its expected status and the catalog's shape`() async {
    var surprises: [String] = []
    var faults: [String: Set<String>] = [:]
    await withTaskGroup(of: Outcome.self) { group in
      for operation in Catalog.embedded.operations {
        group.addTask { await Self.outcome(of: operation) }
      }
      for await outcome in group {
        if outcome.refusal != RefusedOperations.all[outcome.id] {
          surprises.append("\(outcome.id): \(outcome.refusal.map { "\($0)" } ?? "200")")
        }
        for fault in outcome.faults { faults[fault, default: []].insert(outcome.id) }
      }
    }
    #expect(surprises.sorted() == [])
    let told = faults.sorted { $0.key < $1.key }.map { "\($0.key) <- \($0.value.sorted()[0])" }
    #expect(told == [])
  }

  @Test func `the catalog has as many operations as are called`() {
    #expect(Catalog.embedded.operations.count == 648)
    let known = Set(Catalog.embedded.operations.map(\.id))
    #expect(Set(RefusedOperations.all.keys).subtracting(known) == [])
    #expect(Set(WrittenParameters.all.keys).subtracting(known) == [])
    #expect(Set(WrittenParameters.additions.keys).subtracting(known) == [])
    #expect(Set(WrittenParameters.references.keys).subtracting(known) == [])
    #expect(Set(WrittenPaths.all.keys).subtracting(known) == [])
  }
}

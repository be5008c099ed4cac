import Foundation
import JSON
import SandboxStore
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

@Suite struct IdempotencyCostTests {
  /// What the answers to repeats cost beyond the objects themselves, by how much the file grows.
  @Test func anAnswerToRepeatsTakesLittleRoom() async throws {
    let writes = 600
    let plain = try await Self.size(writes) { _ in [:] }
    let keyed = try await Self.size(writes) { number in
      ["idempotency-key": "3f2504e0-4f89-41d3-9a0c-0305e82c\(1_000 + number)"]
    }
    let cost = (keyed - plain) / writes
    #expect((1..<200).contains(cost), "\(cost) bytes a write")
  }

  /// The size of a file with so many customers in it, in bytes.
  private static func size(_ writes: Int, _ headers: (Int) -> [String: String]) async throws -> Int
  {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "replies-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "sandbox.sqlite").path
    let client = try SandboxClient(.file(path))
    for number in 0..<writes {
      let response = await client.send(
        .post, "/v1/customers", ["name": .string("Customer \(number)")],
        headers: headers(number))
      #expect(response.isSuccess)
    }
    try client.sandbox.store.checkpoint()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    return try #require(size)
  }
}

import JSON
import SandboxTesting
import StripeWire
import Testing

@testable import StripeSandbox

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Two sandboxes on one file, as two processes would have it.
@Suite struct SharedFileTests {
  private func withFile(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "sandbox-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "sandbox.sqlite").path)
  }

  @Test func whatOneWritesTheOtherReads() async throws {
    try await withFile { path in
      let first = try SandboxClient(.file(path), seed: 1)
      let second = try SandboxClient(.file(path), seed: 2)
      let id = try await first.post("/v1/customers", ["name": "Ann"]).id
      #expect(try await second.get("/v1/customers/\(id)")["name"] == "Ann")
      _ = try await second.post("/v1/customers/\(id)", ["name": "Bo"])
      #expect(try await first.get("/v1/customers/\(id)")["name"] == "Bo")
    }
  }

  @Test func writesAtOnceAllHappen() async throws {
    try await withFile { path in
      let clients = try (1...3).map { try SandboxClient(.file(path), seed: UInt64($0)) }
      let id = try await clients[0].post("/v1/customers").id
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, client) in clients.enumerated() {
          group.addTask {
            for step in 0..<15 {
              let key = "k\(number)_\(step)"
              _ = try await client.post("/v1/customers/\(id)", ["metadata": [key: "v"]])
              _ = try await client.post("/v1/products", ["name": .string(key)])
            }
          }
        }
        try await group.waitForAll()
      }
      let metadata = try await clients[0].get("/v1/customers/\(id)")["metadata"]
      #expect(metadata?.object?.members.count == 45)
      let products = try await clients[1].rows("/v1/products", ["limit": 100])
      #expect(Set(products.map(\.id)).count == 45)
    }
  }

  @Test func itIsAllThereAgainLater() async throws {
    try await withFile { path in
      let id = try await SandboxClient(.file(path)).post("/v1/customers").id
      #expect(try await SandboxClient(.file(path), seed: 4).get("/v1/customers/\(id)").id == id)
    }
  }
}

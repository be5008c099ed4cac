import JSON
import SandboxTesting
import Testing

@testable import StripeSandbox

@Suite struct MetadataTests {
  let client: SandboxClient
  private let path: String

  init() async throws {
    client = try SandboxClient()
    let made = try await client.post("/v1/customers", ["metadata": ["a": "1", "b": "2"]])
    path = "/v1/customers/\(made.id)"
  }

  private func after(_ update: JSONValue) async throws -> JSONValue? {
    try await client.post(path, ["metadata": update])["metadata"]
  }

  @Test func keysAreMerged() async throws {
    #expect(try await after(["c": "3", "a": "4"]) == ["a": "4", "b": "2", "c": "3"])
  }

  @Test func anEmptyValueUnsetsItsKey() async throws {
    #expect(try await after(["a": nil]) == ["b": "2"])
  }

  @Test func anEmptyWholeUnsetsAll() async throws {
    #expect(try await after(.null) == [:])
  }

  @Test func otherUpdatesLeaveItAlone() async throws {
    #expect(try await client.post(path, ["name": "Ann"])["metadata"] == ["a": "1", "b": "2"])
  }

  @Test func limitsAreKept() async throws {
    let most = JSONObject((0..<48).map { JSONMember("k\($0)", "v") })
    #expect(try await after(.object(most))?.object?.members.count == 50)
    #expect(try await client.refusal(.post, path, ["metadata": ["more": "v"]]).status == 400)
    let long = String(repeating: "x", count: 501)
    let error = try await client.refusal(.post, path, ["metadata": ["a": .string(long)]])
    #expect(error.message.hasPrefix("Metadata values can have up to 500 characters"))
    let key = String(repeating: "k", count: 41)
    #expect(try await client.refusal(.post, path, ["metadata": [key: "v"]]).status == 400)
  }
}

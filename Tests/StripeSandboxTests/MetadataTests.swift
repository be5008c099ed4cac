import JSON
import Testing

@testable import StripeSandbox

@Suite struct MetadataTests {
  let client: SandboxClient
  private let path: String

  init() throws {
    client = try SandboxClient()
    let made = try client.post("/v1/customers", ["metadata": ["a": "1", "b": "2"]])
    path = "/v1/customers/\(made.id)"
  }

  private func after(_ update: JSONValue) throws -> JSONValue? {
    try client.post(path, ["metadata": update])["metadata"]
  }

  @Test func keysAreMerged() throws {
    #expect(try after(["c": "3", "a": "4"]) == ["a": "4", "b": "2", "c": "3"])
  }

  @Test func anEmptyValueUnsetsItsKey() throws {
    #expect(try after(["a": nil]) == ["b": "2"])
  }

  @Test func anEmptyWholeUnsetsAll() throws {
    #expect(try after(.null) == [:])
  }

  @Test func otherUpdatesLeaveItAlone() throws {
    #expect(try client.post(path, ["name": "Ann"])["metadata"] == ["a": "1", "b": "2"])
  }

  @Test func limitsAreKept() throws {
    let most = JSONObject((0..<48).map { JSONMember("k\($0)", "v") })
    #expect(try after(.object(most))?.object?.members.count == 50)
    #expect(try client.refusal(.post, path, ["metadata": ["more": "v"]]).status == 400)
    let long = String(repeating: "x", count: 501)
    let error = try client.refusal(.post, path, ["metadata": ["a": .string(long)]])
    #expect(error.message.hasPrefix("Metadata values can have up to 500 characters"))
    let key = String(repeating: "k", count: 41)
    #expect(try client.refusal(.post, path, ["metadata": [key: "v"]]).status == 400)
  }
}

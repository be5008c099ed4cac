import JSON
import JSONRPC
import JSONRPCTesting
import Testing

/// Answers `echo`, and `wait`, which ends when it is cancelled.
private struct EchoService: RPCService {
  func take(_ notification: RPCNotification) -> Bool { notification.method != "exit" }

  func work(for request: RPCRequest) async throws -> Work {
    switch request.method {
    case "echo": return { request.params }
    case "wait":
      return {
        for await _ in AsyncStream<Void>.makeStream().stream {}
        return .null
      }
    case _: throw RPCError.unknownMethod(request.method)
    }
  }

  func finish() {}
}

struct ServerTests {
  private func answers(
    isAnswered: Bool = true, _ documents: JSONValue...
  ) async -> [JSONValue] {
    await Conversation.with(
      framing: .lines,
      cancellation: RPCCancellation(method: "cancel", parameter: "id", isAnswered: isAnswered),
      sending: documents
    ) { _ in EchoService() }
  }

  @Test func `requests are answered with their ids`() async {
    let found = await answers(
      ["id": "a", "method": "echo", "params": [1]], Conversation.request(2, "echo"),
      Conversation.notification("anything"))
    #expect(found.count == 2)
    #expect(found.contains(["jsonrpc": "2.0", "id": "a", "result": [1]]))
    #expect(found.contains(["jsonrpc": "2.0", "id": 2, "result": .null]))
  }

  @Test func `wrong messages get errors`() async {
    let found = await answers(
      5, [], ["id": 1], ["id": [], "method": "echo"], Conversation.request(3, "nothing"),
      ["id": 4, "result": 1])
    let codes = found.map { $0["error"]?["code"]?.integer }
    #expect(codes == [-32600, -32600, -32600, -32600, -32601])
    #expect(found[2]["id"] == 1)
  }

  @Test func `bytes that are not JSON get an error`() async {
    let found = await Conversation.with(
      framing: .lines,
      cancellation: RPCCancellation(method: "cancel", parameter: "id", isAnswered: true),
      pieces: [
        Array("{\n".utf8), [0xFF, 0x0A],
        Array((String(repeating: "[", count: 100_000) + "\n").utf8),
      ]
    ) { _ in EchoService() }
    #expect(found.map { $0["error"]?["code"]?.integer } == [-32700, -32700, -32700])
  }

  @Test func `a batch is answered`() async {
    let found = await answers([Conversation.request(1, "echo"), Conversation.request(2, "echo")])
    #expect(found.compactMap { $0["id"]?.integer }.sorted() == [1, 2])
  }

  @Test(arguments: [true, false])
  func `a request can be cancelled`(isAnswered: Bool) async {
    let found = await answers(
      isAnswered: isAnswered, Conversation.request(1, "wait"),
      Conversation.notification("cancel", ["id": 99]),
      Conversation.notification("cancel", ["id": 1]))
    #expect(found.map { $0["error"]?["code"]?.integer } == (isAnswered ? [-32800] : []))
  }

  @Test func `an id can be used again only after its response`() async {
    let found = await answers(
      Conversation.request(1, "wait"), Conversation.request(1, "echo"),
      Conversation.notification("cancel", ["id": 1]))
    #expect(Set(found.map { $0["error"]?["code"]?.integer }) == [-32600, -32800])
  }
}

import JSON
import JSONRPC
import Synchronization

/// A whole conversation with a server: all messages of the client, then all of the server.
package enum Conversation {
  /// Sends documents to a service, and returns what it sent back until its end.
  package static func with<Service: RPCService>(
    framing: RPCFraming, cancellation: RPCCancellation, sending documents: [JSONValue],
    _ make: (RPCOutput) -> Service
  ) async -> [JSONValue] {
    await with(
      framing: framing, cancellation: cancellation, pieces: documents.map(framing.framed), make)
  }

  /// Sends pieces of bytes to a service, and returns what it sent back until its end.
  package static func with<Service: RPCService>(
    framing: RPCFraming, cancellation: RPCCancellation, pieces: [[UInt8]],
    _ make: (RPCOutput) -> Service
  ) async -> [JSONValue] {
    let collected = Collected()
    let output = RPCOutput(framing) { collected.add($0) }
    let server = RPCServer(make(output), cancellation: cancellation, output: output)
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
    for piece in pieces { continuation.yield(piece) }
    continuation.finish()
    await server.run(stream)
    return collected.documents(framing)
  }

  /// A request of the client.
  package static func request(
    _ id: Int, _ method: String, _ params: JSONValue = .null
  ) -> JSONValue {
    ["jsonrpc": "2.0", "id": .integer(id), "method": .string(method), "params": params]
  }

  /// A notification of the client.
  package static func notification(_ method: String, _ params: JSONValue = .null) -> JSONValue {
    RPCMessage.notification(method, params)
  }
}

extension [JSONValue] {
  /// The response to the request with an id.
  package func response(_ id: Int) -> JSONValue { first { $0["id"]?.integer == id } ?? .null }

  /// The result of the request with an id.
  package func result(_ id: Int) -> JSONValue { response(id)["result"] ?? .null }
}

private final class Collected: Sendable {
  private let bytes = Mutex<[UInt8]>([])

  func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }

  func documents(_ framing: RPCFraming) -> [JSONValue] {
    var reader = RPCFrameReader(framing)
    return reader.frames(in: bytes.withLock(\.self)).map { frame in
      (try? JSONValue(parsing: frame.get())) ?? "not JSON"
    }
  }
}

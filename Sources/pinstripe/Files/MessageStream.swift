import Dispatch
import Execution
import JSONRPC

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard input and standard output as the two directions of JSON-RPC.
enum MessageStream {
  /// Returns the stream of a server's messages, on standard output.
  static func output(_ framing: RPCFraming) -> RPCOutput {
    RPCOutput(framing) { try? DescriptorSink(StandardStream.output.rawValue).write($0) }
  }

  /// Serves what comes on standard input, and exits with the code that the server returns.
  static func serve(
    _ server: @escaping @Sendable (AsyncStream<[UInt8]>) async -> Int32
  ) -> Never {
    let (pieces, continuation) = AsyncStream<[UInt8]>.makeStream()
    Task.detached { exit(await server(pieces)) }
    // Reading blocks the main thread, which no task uses.
    let reader = StandardInput.reader
    while let piece = reader.readPiece(), !piece.isEmpty { continuation.yield(piece) }
    continuation.finish()
    while true { DispatchSemaphore(value: 0).wait() }
  }
}

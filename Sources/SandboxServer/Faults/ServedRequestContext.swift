import Hummingbird
import NIOCore

/// The context of a served request, with its connection, so that a fault can close it.
struct ServedRequestContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Closes the connection; an error where it is closed already.
  let close: @Sendable () async throws -> Void
  /// Waits until the client closes the connection.
  let waitUntilClosed: @Sendable () async throws -> Void

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    let channel = source.channel
    close = { try await channel.close() }
    waitUntilClosed = {
      // A client that closed its half of the connection has gone, and reads no response.
      try await channel.setOption(.allowRemoteHalfClosure, value: false).get()
      try await withTaskCancellationHandler {
        try await channel.closeFuture.get()
      } onCancel: {
        channel.close(promise: nil)
      }
    }
  }
}

extension ServedRequestContext {
  /// A body that is announced whole and of which only a part comes.
  func cutting(_ body: [UInt8], afterBytes count: Int) -> ResponseBody {
    let start = ByteBuffer(bytes: body.prefix(count))
    return ResponseBody(contentLength: body.count) { [close] writer in
      try await writer.write(start)
      try await close()
    }
  }

  /// Closes the connection; the response that must be returned is not delivered.
  func closed() async -> Response {
    try? await close()
    return Response(status: .serviceUnavailable)
  }
}

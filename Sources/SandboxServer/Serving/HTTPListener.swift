import NIOCore
import NIOHTTP1
import NIOPosix

/// Listens for HTTP on the loopback interface, and answers.
enum HTTPListener {
  /// The number of connections that the system accepts before the program does.
  private static let backlog: Int32 = 256

  /// Serves until the task is cancelled; then requests under way are answered, and connections
  /// close.
  ///
  /// - Parameters:
  ///   - port: 0 lets the system choose one.
  ///   - onListening: called once with the port, when requests can come.
  /// - Throws: The error of the system if the port cannot be opened.
  static func run(
    port: Int, _ behavior: ServedConnection.Behavior,
    onListening: @Sendable (_ port: Int) async -> Void
  ) async throws {
    let connections = OpenConnections()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: backlog)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // A client may close its half once its request is sent.
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try configure(channel.pipeline.syncOperations, behavior)
          connections.add(channel)
        }
      }
      .bind(host: "127.0.0.1", port: port).get()
    await withTaskCancellationHandler {
      await onListening(listener.localAddress?.port ?? port)
      try? await listener.closeFuture.get()
    } onCancel: {
      listener.close(promise: nil)
    }
    await connections.end()
  }

  private static func configure(
    _ pipeline: ChannelPipeline.SynchronousOperations, _ behavior: ServedConnection.Behavior
  ) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderListSize = 80 * 1024
    limits.maxHeaderFieldCount = 1000
    try pipeline.configureHTTPServerPipeline(
      withErrorHandling: false, withOutboundHeaderValidation: false,
      withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: limits)
    try pipeline.addHandler(ServedConnection(behavior))
  }
}

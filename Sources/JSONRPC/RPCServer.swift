import JSON
import Synchronization

/// The procedures of a server.
package protocol RPCService: Sendable {
  /// The work of a request, which may run while further messages are read.
  typealias Work = @Sendable () async throws -> JSONValue

  /// Takes a notification. Messages are passed in their order, each after the one before.
  /// - Returns: false if the server ends with this notification.
  func take(_ notification: RPCNotification) async -> Bool

  /// Returns the work of a request, as of the state that the messages before it have left.
  /// - Throws: `RPCError` if the request is refused.
  func work(for request: RPCRequest) async throws -> Work

  /// Waits for work that no request is about.
  func finish() async
}

/// The notification by which a client cancels a request, and the server's response.
package struct RPCCancellation: Sendable {
  /// The name of the notification.
  let method: String
  /// The parameter that contains the id of the request.
  let parameter: String
  /// True if a cancelled request gets an error as its response; false if it gets no response.
  let isAnswered: Bool

  /// Creates a description of cancellation.
  package init(method: String, parameter: String, isAnswered: Bool) {
    self.method = method
    self.parameter = parameter
    self.isAnswered = isAnswered
  }
}

/// The stream of a server's messages to its client.
package final class RPCOutput: Sendable {
  let framing: RPCFraming
  private let write: Mutex<@Sendable ([UInt8]) -> Void>

  /// Creates a stream.
  /// - Parameter write: writes the bytes of a whole message; called by one task at a time.
  package init(_ framing: RPCFraming, write: @escaping @Sendable ([UInt8]) -> Void) {
    self.framing = framing
    self.write = Mutex(write)
  }

  /// Sends a message.
  package func send(_ document: JSONValue) {
    let bytes = framing.framed(document)
    write.withLock { $0(bytes) }
  }
}

/// Reads messages from a stream of bytes, has a service do what they ask for, and writes responses.
package actor RPCServer<Service: RPCService> {
  private let service: Service
  private let cancellation: RPCCancellation
  private let output: RPCOutput
  private var running: [JSONValue: Task<Void, Never>] = [:]

  /// Creates a server that reads messages framed as those of its output.
  package init(_ service: Service, cancellation: RPCCancellation, output: RPCOutput) {
    self.service = service
    self.cancellation = cancellation
    self.output = output
  }

  /// Serves until the stream ends, or until a notification ends the server.
  package func run(_ pieces: AsyncStream<[UInt8]>) async {
    var reader = RPCFrameReader(output.framing)
    serving: for await piece in pieces {
      for frame in reader.frames(in: piece) {
        guard await take(frame) else { break serving }
      }
    }
    for task in running.values { await task.value }
    await service.finish()
  }

  private func take(_ frame: RPCFrameReader.Frame) async -> Bool {
    do {
      let document = try JSONValue(parsing: try frame.get())
      // Older clients of the Model Context Protocol send several messages as one.
      for part in document.array ?? [document] {
        guard await take(RPCMessage(part)) else { return false }
      }
      if document.array?.isEmpty == true {
        respond(to: .null, .failure(.invalidRequest("the batch is empty")))
      }
    } catch let error as RPCError {
      respond(to: .null, .failure(error))
    } catch let error as JSONError {
      respond(to: .null, .failure(.parse("not JSON at byte \(error.offset): \(error.reason)")))
    } catch {
      respond(to: .null, .failure(Self.error(error)))
    }
    return true
  }

  private func take(_ message: RPCMessage) async -> Bool {
    switch message {
    case .notification(let notification) where notification.method == cancellation.method:
      if let id = notification.params[cancellation.parameter] { running[id]?.cancel() }
    case .notification(let notification):
      return await service.take(notification)
    case .request(let request):
      await start(request)
    case .invalid(let error, let id):
      respond(to: id, .failure(error))
    case .response:
      break
    }
    return true
  }

  private func start(_ request: RPCRequest) async {
    let id = request.id
    guard running[id] == nil else {
      return respond(to: id, .failure(.invalidRequest("a request with this id is running")))
    }
    do {
      let work = try await service.work(for: request)
      running[id] = Task.detached { await self.finish(id, await Self.result(of: work)) }
    } catch {
      respond(to: id, .failure(Self.error(error)))
    }
  }

  private static func result(of work: Service.Work) async -> Result<JSONValue, RPCError> {
    do {
      let value = try await work()
      return Task.isCancelled ? .failure(.cancelled) : .success(value)
    } catch {
      return .failure(Self.error(error))
    }
  }

  private static func error(_ error: any Error) -> RPCError {
    if error is CancellationError { return .cancelled }
    return error as? RPCError ?? RPCError(code: -32603, "internal error: \(error)")
  }

  private func finish(_ id: JSONValue, _ result: Result<JSONValue, RPCError>) {
    running[id] = nil
    if result == .failure(.cancelled), !cancellation.isAnswered { return }
    respond(to: id, result)
  }

  private func respond(to id: JSONValue, _ result: Result<JSONValue, RPCError>) {
    output.send(RPCMessage.response(to: id, result))
  }
}

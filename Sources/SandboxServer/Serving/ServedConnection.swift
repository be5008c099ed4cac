import NIOCore
import NIOHTTP1
import StripeWire

/// Answers the requests of one connection, one after the other.
///
/// The handlers before this one parse requests, and hand over the next one once the last one is
/// answered. All methods are called on the connection's event loop.
final class ServedConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// What becomes of requests.
  struct Behavior: Sendable {
    let answer: @Sendable (ReceivedRequest) async throws -> Delivery
    /// Waits as long as a body may take to arrive.
    let waitForBody: @Sendable () async throws -> Void
    /// The time in Unix seconds.
    let now: @Sendable () -> Int
  }

  private enum State {
    case idle
    case receiving(IncomingBody, giveUp: Task<Void, Never>?)
    /// Until the client has taken what was written before.
    case waiting(ReceivedRequest)
    case answering(Task<Void, Never>)
    /// Nothing is sent, however long the client is willing to wait.
    case silent
    /// Nothing more is read, and nothing more is sent.
    case ended
  }

  private let behavior: Behavior
  private var state = State.idle
  /// True if no request is accepted after this one.
  private var isLast = false
  /// True once the client sends nothing more.
  private var isHalfClosed = false

  init(_ behavior: Behavior) { self.behavior = behavior }

  // MARK: Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head): begin(IncomingBody(of: head), context)
    case .body(let part): add(part)
    case .end: finish(context)
    }
  }

  private func begin(_ body: IncomingBody, _ context: ChannelHandlerContext) {
    guard case .idle = state else { return }
    state = .receiving(body, giveUp: nil)
    guard body.isAwaited else { return }
    guard !body.isTooLong else { return receive(body.unfinished, context) }
    let head = HTTPResponseHead(version: .http1_1, status: .continue)
    context.writeAndFlush(Self.wrapOutboundOut(.head(head)), promise: nil)
  }

  private func add(_ part: ByteBuffer) {
    guard case .receiving(var body, let giveUp) = state else { return }
    // The state must not hold a second copy of the bytes while some are added.
    state = .idle
    body.add(part.readableBytesView)
    state = .receiving(body, giveUp: giveUp)
  }

  private func finish(_ context: ChannelHandlerContext) {
    guard case .receiving(let body, _) = state else { return }
    receive(body.whole, context)
  }

  /// A body that did not come together with its head is waited for.
  func channelReadComplete(context: ChannelHandlerContext) {
    if case .receiving(let body, .none) = state {
      let later = Later(self, context)
      let giveUp = Task { [behavior] in
        guard (try? await behavior.waitForBody()) != nil else { return }
        later.run { $0.giveUp($1) }
      }
      state = .receiving(body, giveUp: giveUp)
    }
    context.fireChannelReadComplete()
  }

  private func giveUp(_ context: ChannelHandlerContext) {
    guard case .receiving(let body, _) = state else { return }
    receive(body.unfinished, context)
  }

  private func receive(_ request: ReceivedRequest, _ context: ChannelHandlerContext) {
    if case .receiving(_, let giveUp) = state { giveUp?.cancel() }
    isLast = isLast || !request.keepsConnection
    guard context.channel.isWritable else { return state = .waiting(request) }
    answer(request, context)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable, case .waiting(let request) = state { answer(request, context) }
    context.fireChannelWritabilityChanged()
  }

  private func answer(_ request: ReceivedRequest, _ context: ChannelHandlerContext) {
    let later = Later(self, context)
    state = .answering(
      Task { [behavior] in
        let delivery = (try? await behavior.answer(request)) ?? .closed
        later.run { $0.deliver(delivery, to: request, $1) }
      })
  }

  // MARK: Answers

  private func deliver(
    _ delivery: Delivery, to request: ReceivedRequest, _ context: ChannelHandlerContext
  ) {
    guard case .answering = state else { return }
    switch delivery {
    case .whole(let answer):
      send(answer, to: request, context)
    case .cut(let answer, let count) where count == answer.body.count:
      isLast = true
      send(answer, to: request, context)
    case .cut(let answer, let count):
      state = .ended
      ServedResponse(answer, to: request.head, at: behavior.now(), closes: isLast)
        .write(firstBytes: count, to: context)
    case .closed:
      state = .ended
      context.close(promise: nil)
    case .silence:
      state = .silent
      // A client that closed its half of the connection has gone.
      if isHalfClosed { context.close(promise: nil) }
    }
  }

  private func send(
    _ answer: APIResponse, to request: ReceivedRequest, _ context: ChannelHandlerContext
  ) {
    // Once it is written the next request may be there, before `write` returns.
    let closes = isLast
    state = closes ? .ended : .idle
    ServedResponse(answer, to: request.head, at: behavior.now(), closes: closes)
      .write(to: context)
    if closes { hangUp(context) }
  }

  /// Says that nothing more comes, and closes the connection once the client has, or soon: one that
  /// is closed while the client is still sending loses the answer.
  private func hangUp(_ context: ChannelHandlerContext) {
    let later = Later(self, context)
    context.flush()
    context.close(mode: .output).whenComplete { _ in later.close(in: Self.farewell) }
  }

  private static let farewell = TimeAmount.seconds(2)

  // MARK: Ends

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ServingEnds {
      end(context)
    } else if case ChannelEvent.inputClosed = event {
      finishLast(context)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  /// The client sends nothing more, and may wait for an answer.
  private func finishLast(_ context: ChannelHandlerContext) {
    (isLast, isHalfClosed) = (true, true)
    switch state {
    case .idle:
      state = .ended
      hangUp(context)
    case .receiving, .silent: context.close(promise: nil)
    case .waiting, .answering, .ended: break
    }
  }

  /// A request that is carried out is answered; one that waits for its time is not.
  private func end(_ context: ChannelHandlerContext) {
    isLast = true
    switch state {
    case .idle, .receiving, .waiting, .silent: context.close(promise: nil)
    case .answering(let task): task.cancel()
    case .ended: break
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if case .receiving(_, let giveUp) = state { giveUp?.cancel() }
    state = .ended
    context.fireChannelInactive()
  }

  /// After what is no request, nothing can be one.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError else { return context.close(promise: nil) }
    switch state {
    case .idle, .receiving: refuse(context)
    case .waiting, .answering, .silent, .ended: isLast = true
    }
  }

  private func refuse(_ context: ChannelHandlerContext) {
    if case .receiving(_, let giveUp) = state { giveUp?.cancel() }
    state = .ended
    ServedResponse(APIResponse(status: 400), at: behavior.now(), closes: true).write(to: context)
    hangUp(context)
  }
}

/// The connection's event loop, from elsewhere.
private struct Later: Sendable {
  private let loop: any EventLoop
  private let connection: NIOLoopBound<(ServedConnection, ChannelHandlerContext)>

  init(_ connection: ServedConnection, _ context: ChannelHandlerContext) {
    loop = context.eventLoop
    self.connection = NIOLoopBound((connection, context), eventLoop: context.eventLoop)
  }

  func run(_ work: @escaping @Sendable (ServedConnection, ChannelHandlerContext) -> Void) {
    loop.execute { [connection] in work(connection.value.0, connection.value.1) }
  }

  func close(in time: TimeAmount) {
    loop.scheduleTask(in: time) { [connection] in connection.value.1.close(promise: nil) }
  }
}

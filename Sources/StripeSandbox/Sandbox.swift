import JSON
import SandboxStore
import StripeCatalog
import StripeWire

/// The embedded sandbox: every operation of the catalog over objects in a store.
///
/// It takes a request as bytes and answers it as bytes, whatever carries them. Any number of tasks
/// may ask at once, and several processes may share one file.
package final class Sandbox: Sendable {
  /// The file of the sandbox, or its memory.
  package let store: ObjectStore
  let environment: SandboxEnvironment
  let router: Router
  private let accounts: AccountPolicy
  private let keysInUse = KeysInUse()
  private let deliverySignal = DeliverySignal()

  /// - Parameters:
  ///   - clock: Unix seconds; it times everything that is created or expires.
  ///   - randomness: 64 even bits, for ids.
  ///   - accounts: whether each key has an account of its own.
  ///   - billing: how invoices are collected that could not be paid at once.
  /// - Throws: `StoreError`, or the database's error, when the file cannot be used.
  package init(
    storage: StoreLocation, clock: @escaping @Sendable () -> Int,
    randomness: @escaping @Sendable () -> UInt64, accounts: AccountPolicy = .shared,
    billing: BillingSettings = BillingSettings(), catalog: Catalog = .embedded
  ) throws {
    store = try ObjectStore(storage)
    self.accounts = accounts
    environment = SandboxEnvironment(
      resources: Resources(catalog, behaviors: ResourceBehaviors.all), clock: clock,
      randomness: randomness, billing: billing)
    router = Router(catalog.operations)
    try store.reindex(IndexRules.reindexing(environment.resources))
  }

  /// Answers one request. It never fails: what goes wrong is an answer too.
  package func respond(to request: SandboxRequest) async -> APIResponse {
    let requestID = "req_" + environment.randomText(14)
    let reply: Reply
    do {
      reply = try await answer(request, requestID: requestID)
    } catch let error as SandboxError {
      reply = Reply(error, requestID: requestID)
    } catch {
      reply = Reply(SandboxError.store(error), requestID: requestID)
    }
    return response(to: request, reply, requestID: requestID)
  }

  /// A response to a request that was not carried out.
  package func refuse(_ request: SandboxRequest, _ error: SandboxError) -> APIResponse {
    let requestID = "req_" + environment.randomText(14)
    return response(to: request, Reply(error, requestID: requestID), requestID: requestID)
  }

  private func response(
    to request: SandboxRequest, _ reply: Reply, requestID: String
  ) -> APIResponse {
    let headers = ReplyHeaders.make(
      request, reply, requestID: requestID, apiVersion: environment.resources.catalog.apiVersion)
    return APIResponse(
      status: reply.status, headers: headers, body: environment.pages.rendered(reply.body))
  }

  /// The operation that a request is routed to, as "POST /v1/customers/{customer}".
  package func endpoint(of request: SandboxRequest) -> String? {
    router.route(request.method, request.path).map { "\(request.method) \($0.operation.path)" }
  }

  /// Calls back whenever events are to be delivered that were not before.
  package func onDeliveries(_ body: @escaping @Sendable () -> Void) {
    deliverySignal.set(body)
  }

  /// Gives the pages of customers addresses below that of a server: "http://127.0.0.1:12111".
  package func servePages(at address: String) { environment.pages.serve(at: address) }

  /// The signal to the deliverer that there are events to deliver.
  func announceDeliveries() { deliverySignal.give() }

  /// Forgets everything.
  ///
  /// - Throws: The database's error.
  package func reset() throws {
    try store.erase()
  }

  private func answer(_ request: SandboxRequest, requestID: String) async throws -> Reply {
    let caller = try Caller(request.headers, accounts)
    let version = try VersionHeader.read(request.headers)
    let changes = VersionChanges(of: version)
    guard let route = router.route(request.method, request.path, version: version) else {
      throw unrecognized(request, version)
    }
    let parameters = try RequestParameters.read(request, route, changes)
    let call = Call(route: route, parameters: parameters, changes: changes)
    guard request.method != "GET" || route.operation.method != .get else {
      return try await reading { [environment] transaction, time in
        let workspace = Workspace(
          transaction, environment, acting: try caller.account(in: transaction),
          operation: route.operation, pathIDs: route.pathIDs, time: time)
        return try Reply(call.perform(in: workspace))
      }
    }
    guard
      let idempotent = try IdempotentRequest(
        request, route.operation, parameters, account: caller.claimed)
    else { return try await write(call, caller, nil, requestID: requestID) }
    return try await keysInUse.holding(idempotent.name) {
      try await write(call, caller, idempotent, requestID: requestID)
    }
  }

  private func unrecognized(_ request: SandboxRequest, _ version: APIVersion?) -> SandboxError {
    let catalog = environment.resources.catalog
    let former = Router.former(request.method, request.path, version, in: catalog)
    return former.map(SandboxError.former) ?? Router.unrecognized(request.method, request.path)
  }

  private func write(
    _ call: Call, _ caller: Caller, _ idempotent: IdempotentRequest?, requestID: String
  ) async throws -> Reply {
    let reply = try await writing { [environment] transaction, time in
      let acting = try caller.account(in: transaction)
      if let replay = try idempotent?.replay(transaction, now: time.wall) { return replay }
      let origin = RequestOrigin(requestID: requestID, idempotencyKey: idempotent?.key)
      let execution = Execution(
        call: call, acting: acting, transaction: transaction, environment: environment)
      let reply = try execution.reply(origin, time)
      try idempotent?.keep(reply, requestID: requestID, transaction, now: time.wall)
      return reply
    }
    if reply.leavesDeliveries { deliverySignal.give() }
    return reply
  }
}

/// Carries out a call that writes, in a part of a transaction that can be taken back.
struct Execution {
  let call: Call
  let acting: ActingAccount
  let transaction: StoreTransaction
  let environment: SandboxEnvironment

  /// A refusal is an answer to be kept like any other; what was stored before it goes, unless the
  /// refusal says that it stays.
  func reply(_ origin: RequestOrigin, _ time: SandboxTime) throws -> Reply {
    var reply = Reply(status: 500, body: [])
    try transaction.savepoint {
      let workspace = Workspace(
        transaction, environment, acting: acting, operation: call.operation,
        pathIDs: call.route.pathIDs, time: time, origin: origin)
      do {
        reply = try Reply(call.perform(in: workspace))
        try workspace.finish()
        reply.leavesDeliveries = workspace.leavesDeliveries
        return true
      } catch let error as SandboxError {
        reply = Reply(error, requestID: origin.requestID ?? "")
        guard error.keepsChanges else { return false }
        try workspace.finish()
        reply.leavesDeliveries = workspace.leavesDeliveries
        return true
      }
    }
    return reply
  }
}

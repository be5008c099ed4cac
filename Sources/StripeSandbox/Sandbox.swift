import GRDB
import JSON
import StripeCatalog
import StripeWire

/// The embedded sandbox: every operation of the catalog over objects stored in SQLite.
///
/// It takes a request as bytes and answers it as bytes, whatever carries them. Any number of
/// threads may ask at once, and several processes may share one file.
package final class Sandbox: Sendable {
  let store: Store
  let surroundings: SandboxSurroundings
  let router: Router

  /// - Parameters:
  ///   - clock: Unix seconds; it times everything that is created or expires.
  ///   - randomness: 64 even bits, for ids.
  /// - Throws: `StoreError`, or the database's error, when the file cannot be used.
  package init(
    storage: SandboxStorage, clock: @escaping @Sendable () -> Int,
    randomness: @escaping @Sendable () -> UInt64, catalog: Catalog = .embedded
  ) throws {
    store = try Store(storage)
    surroundings = SandboxSurroundings(
      resources: Resources(catalog, lifecycles: Lifecycles.all), clock: clock,
      randomness: randomness)
    router = Router(catalog.operations)
  }

  /// Answers one request. It never fails: what goes wrong is an answer too.
  package func respond(to request: SandboxRequest) -> APIResponse {
    let requestID = "req_" + surroundings.randomText(14)
    let reply: Reply
    do {
      reply = try answer(request, requestID: requestID)
    } catch {
      reply = Reply(error, requestID: requestID)
    }
    let headers = ReplyHeaders.make(
      request, reply, requestID: requestID, apiVersion: surroundings.resources.catalog.apiVersion)
    return APIResponse(status: reply.status, headers: headers, body: reply.body)
  }

  /// Forgets everything.
  package func reset() throws {
    try store.erase()
  }

  private func answer(_ request: SandboxRequest, requestID: String) throws(SandboxError) -> Reply {
    try Authentication.check(request.headers)
    guard let route = router.route(request.method, request.path) else {
      throw Router.unrecognized(request.method, request.path)
    }
    let parameters = try RequestParameters.read(request, route.operation)
    let call = Call(route: route, parameters: parameters)
    guard route.operation.method != .get else { return try read(call) }
    return try write(call, IdempotentRequest(request, route.operation), requestID: requestID)
  }

  private func read(_ call: Call) throws(SandboxError) -> Reply {
    try storing {
      try store.database.read { connection in
        try Reply(perform(call, connection))
      }
    }
  }

  private func write(_ call: Call, _ idempotent: IdempotentRequest?, requestID: String)
    throws(SandboxError) -> Reply
  {
    try storing {
      try store.database.write { connection in
        let now = surroundings.clock()
        if let replay = try idempotent?.replay(connection, now: now) { return replay }
        let reply = try attempt(call, connection, requestID: requestID)
        try idempotent?.keep(reply, requestID: requestID, connection, now: now)
        return reply
      }
    }
  }

  /// A refusal is an answer to be kept like any other; what was stored before it goes, unless the
  /// refusal says that it stays.
  private func attempt(_ call: Call, _ connection: Database, requestID: String) throws -> Reply {
    var reply = Reply(status: 500, body: [])
    try connection.inSavepoint {
      do {
        reply = try Reply(perform(call, connection))
        return .commit
      } catch let error as SandboxError {
        reply = Reply(error, requestID: requestID)
        return error.keepsChanges ? .commit : .rollback
      }
    }
    return reply
  }

  private func perform(_ call: Call, _ connection: Database) throws(SandboxError) -> Answer {
    let transaction = SandboxTransaction(
      connection, surroundings, operation: call.operation, pathIDs: call.route.pathIDs)
    return try call.perform(in: transaction)
  }

  private func storing<Value>(_ body: () throws -> Value) throws(SandboxError) -> Value {
    do {
      return try body()
    } catch let error as SandboxError {
      throw error
    } catch {
      throw SandboxError.store(error)
    }
  }
}

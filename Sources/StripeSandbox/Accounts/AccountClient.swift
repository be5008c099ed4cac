import JSON
import StripeWire

/// Requests in the name of an account without its key: what the pages of a served sandbox do.
package struct AccountClient: Sendable {
  let sandbox: Sandbox
  private let acting: ActingAccount

  init(_ sandbox: Sandbox, _ acting: ActingAccount) {
    self.sandbox = sandbox
    self.acting = acting
  }

  /// The id of the account.
  package var account: String { acting.id }

  /// The object that an operation of the API answers with.
  ///
  /// - Throws: `SandboxError` where it is refused.
  @discardableResult
  package func send(_ method: String, _ path: String, _ parameters: JSONObject = [:])
    async throws -> JSONObject
  {
    guard let route = sandbox.router.route(method, path[...]) else {
      throw Router.unrecognized(method, path[...])
    }
    let checked = try ParameterValidation(isJSON: true).check(parameters, route.operation)
    let call = Call(route: route, parameters: checked)
    let reply = try await method == "GET" ? read(call) : write(call)
    let body = try JSONValue(parsing: sandbox.environment.pages.rendered(reply.body)).object ?? [:]
    guard reply.status < 400 else { throw SandboxError(status: reply.status, answer: body) }
    return body
  }

  private func read(_ call: Call) async throws -> Reply {
    try await sandbox.reading { [environment = sandbox.environment, acting] transaction, time in
      let workspace = Workspace(
        transaction, environment, acting: acting, operation: call.operation,
        pathIDs: call.route.pathIDs, time: time)
      do {
        return try Reply(call.perform(in: workspace))
      } catch let error as SandboxError {
        return Reply(error, requestID: "")
      }
    }
  }

  private func write(_ call: Call) async throws -> Reply {
    let reply = try await sandbox.writing {
      [environment = sandbox.environment, acting] transaction, time in
      try Execution(
        call: call, acting: acting, transaction: transaction, environment: environment
      ).reply(RequestOrigin(), time)
    }
    if reply.leavesDeliveries { sandbox.announceDeliveries() }
    return reply
  }

  /// Does what no operation of the API does: its changes are stored together with their events, or
  /// not at all.
  func perform<Value: Sendable>(
    _ body: @escaping @Sendable (Workspace) throws(SandboxError) -> Value
  ) async throws -> Value {
    let (outcome, leavesDeliveries) = try await sandbox.writing {
      [environment = sandbox.environment, acting] transaction, time in
      var outcome: Result<Value, SandboxError>?
      var leavesDeliveries = false
      try transaction.savepoint {
        let workspace = Workspace(transaction, environment, acting: acting, time: time)
        let result = Result { () throws(SandboxError) in try body(workspace) }
        outcome = result
        if case .failure(let error) = result, !error.keepsChanges { return false }
        try workspace.finish()
        leavesDeliveries = workspace.leavesDeliveries
        return true
      }
      return (outcome, leavesDeliveries)
    }
    if leavesDeliveries { sandbox.announceDeliveries() }
    guard let outcome else { throw SandboxError(500, .apiError, "Nothing was done.") }
    return try outcome.get()
  }
}

extension SandboxError {
  /// The error that an answer tells of.
  fileprivate init(status: Int, answer: JSONObject) {
    let error = answer.object("error") ?? [:]
    self.init(
      status, error.text("type").flatMap(Kind.init) ?? .apiError, error.text("message") ?? "",
      code: error.text("code"), param: error.text("param"), details: error)
  }
}

extension Sandbox {
  /// The account of all keys that have none of their own.
  package var sharedAccount: AccountClient { AccountClient(self, .shared) }

  /// The account that has an object; nil where none has it.
  ///
  /// - Throws: The database's error.
  package func account(having type: String, _ id: String) async throws -> AccountClient? {
    try await store.read { store -> ActingAccount? in
      guard let account = try store.accounts(having: type, id).first else { return nil }
      let platform = try store.accounts(having: "account", account).first { $0 != account }
      return ActingAccount(id: account, platform: platform)
    }.map { AccountClient(self, $0) }
  }
}

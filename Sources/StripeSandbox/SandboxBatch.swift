import JSON
import SandboxStore

/// Operations carried out at times of the caller's choice, in one transaction and without events:
/// what seeds are made with.
package struct SandboxBatch {
  let transaction: StoreTransaction
  let environment: SandboxEnvironment
  let router: Router

  /// The objects of the account that is seeded.
  package var objects: ObjectTable { transaction.objects(of: SharedAccount.id) }

  /// Letters and digits, as in Stripe's ids.
  package func randomText(_ length: Int) -> String { environment.randomText(length) }

  /// The object answered, or nil where the sandbox refuses: a declined card is data too.
  ///
  /// - Parameter time: Unix seconds.
  /// - Throws: the store's errors.
  @discardableResult
  package func call(
    _ method: String, _ path: String, _ parameters: JSONObject = [:], at time: Int
  ) throws -> JSONObject? {
    guard let route = router.route(method, path[...]) else { return nil }
    let parameters = try ParameterValidation(isJSON: true).check(parameters, route.operation)
    var answer: JSONObject?
    try transaction.savepoint {
      let workspace = Workspace(
        transaction, environment, operation: route.operation, pathIDs: route.pathIDs,
        time: SandboxTime(wall: time))
      do {
        answer = try Call(route: route, parameters: parameters).performOnObject(in: workspace)
        try workspace.finish(isQuiet: true)
        return true
      } catch let refusal as SandboxError {
        if refusal.status >= 500 { throw refusal }
        if refusal.keepsChanges { try workspace.finish(isQuiet: true) }
        return refusal.keepsChanges
      }
    }
    return answer
  }

  /// The values of an object of that type that get a place in the index.
  package func entries(of fields: IndexedFields, _ type: String) -> Set<IndexEntry> {
    environment.resources[type].map { FieldIndexing.entries(fields, $0) } ?? []
  }

  /// What the search index finds objects of that type by.
  package func schema(of type: String) -> SearchSchema? { environment.resources[type]?.schema }

  /// Sets the next invoice number of a customer.
  ///
  /// - Throws: The database's error.
  package func setNextInvoiceNumber(of customer: String, to number: Int) throws {
    let workspace = Workspace(transaction, environment)
    guard var object = try workspace.find("customer", customer) else { return }
    object["next_invoice_sequence"] = .integer(number)
    try workspace.save(object)
    try workspace.changes.write()
  }
}

extension Sandbox {
  /// Runs a batch in a transaction.
  ///
  /// - Parameter randomness: 64 even bits, for ids.
  /// - Throws: what the body throws, and the store's errors.
  package func batch<Value>(
    randomness: @escaping @Sendable () -> UInt64, _ body: (SandboxBatch) throws -> Value
  ) throws -> Value {
    let environment = SandboxEnvironment(
      resources: environment.resources, clock: environment.clock, randomness: randomness)
    return try store.writeBlocking { transaction in
      try body(
        SandboxBatch(transaction: transaction, environment: environment, router: router))
    }
  }

  /// The next of a row of numbers that starts at 1.
  ///
  /// - Throws: The database's error.
  package func next(of counter: String) throws -> Int {
    try store.writeBlocking { try $0.next(of: counter, in: SharedAccount.id) }
  }
}

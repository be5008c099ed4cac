import JSON
import SandboxStore

/// Operations carried out at times of the caller's choice, in one transaction and without events:
/// what seeds are made with.
package struct SandboxBatch {
  let transaction: StoreTransaction
  let environment: SandboxEnvironment
  let router: Router
  /// The time of the sandbox, in Unix seconds: what is made is of a time before.
  let present: Int

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
        try workspace.finish(seededAt: present)
        return true
      } catch let refusal as SandboxError {
        if refusal.status >= 500 { throw refusal }
        if refusal.keepsChanges { try workspace.finish(seededAt: present) }
        return refusal.keepsChanges
      }
    }
    return answer
  }

  /// Brings a subscription into the period that it is in by now, without the invoices of those in
  /// between.
  ///
  /// - Throws: the store's errors.
  package func bringToPresent(_ subscription: String) throws {
    let workspace = Workspace(transaction, environment, time: SandboxTime(wall: present))
    guard let found = try workspace.find(Subscription.self, subscription) else { return }
    try SubscriptionRenewal(workspace: workspace).skip(found)
    try workspace.finish(seededAt: present)
  }

  /// What time does with an object that was stored.
  ///
  /// - Throws: the error of a body that is not JSON.
  package func duties(of row: ObjectRow) throws -> [SeededDuty] {
    guard let behavior = environment.resources[row.type]?.behavior,
      let object = try JSONValue(parsing: row.body.complete).object
    else { return [] }
    return behavior.duties(of: object).map {
      SeededDuty(name: $0.name, at: $0.at, isReminder: $0.isReminder)
    }
  }

  /// Notes what time does with the copy of an object.
  ///
  /// - Parameters:
  ///   - duty: one of the object's that was copied.
  ///   - made: when the object that was copied was made, in Unix seconds.
  ///   - delay: how much later the copy was made, in seconds.
  /// - Throws: The database's error.
  package func note(_ duty: SeededDuty, of row: ObjectRow, made: Int, delay: Int) throws {
    let at = duty.at + delay
    if duty.isReminder, at <= present { return }
    try transaction.duties.add(
      Duty(
        at: SeededDuty.time(at, of: made + delay, at: present), clock: "",
        account: SharedAccount.id, type: row.type, id: row.id, name: duty.name))
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
        SandboxBatch(
          transaction: transaction, environment: environment, router: router,
          present: Self.time(in: transaction, environment).wall))
    }
  }

  /// The next of a row of numbers that starts at 1.
  ///
  /// - Throws: The database's error.
  package func next(of counter: String) throws -> Int {
    try store.writeBlocking { try $0.next(of: counter, in: SharedAccount.id) }
  }
}

import JSON
import StripeCatalog

/// Finds the test clock by which the objects of a request live.
struct RequestClock {
  let call: Call
  let workspace: Workspace

  /// Parameters that name an object with a clock, and the type of each.
  private static let parameters: [(name: String, type: String)] = [
    ("test_clock", "test_helpers.test_clock"), ("customer", "customer"),
    ("subscription", "subscription"), ("from_subscription", "subscription"),
    ("schedule", "subscription_schedule"), ("invoice", "invoice"), ("quote", "quote"),
  ]

  /// Where an object without a clock of its own has one from.
  private static let owners: [(field: String, type: String)] = [
    ("customer", "customer"), ("subscription", "subscription"), ("invoice", "invoice"),
  ]

  /// The clock; nil where the wall clock counts.
  func find() throws(SandboxError) -> TestClock? {
    for (type, id) in named {
      guard let object = try workspace.find(type, id) else { continue }
      return try clock(of: object)
    }
    return nil
  }

  /// The objects that the path and the parameters name, by type and id.
  private var named: [(String, String)] {
    let operation = call.operation
    var types = operation.parents.map(\.typeName)
    if operation.idParameter != nil { types.append(operation.object.typeName) }
    let path = zip(types, call.route.pathIDs).reversed().map { ($0, $1) }
    var given = Self.parameters.compactMap { name, type in
      call.query.text(name).map { (type, $0) }
    }
    if let id = call.query.object("payload")?.text("stripe_customer_id") {
      given.append(("customer", id))
    }
    return path + given
  }

  private func clock(of object: JSONObject) throws(SandboxError) -> TestClock? {
    if object.text("object") == TestClock.typeName { return TestClock(object) }
    if object["test_clock"] != nil { return try find(object.text("test_clock")) }
    for owner in Self.owners {
      guard let id = object.text(owner.field),
        let found = try workspace.find(owner.type, id)
      else { continue }
      return try clock(of: found)
    }
    return nil
  }

  private func find(_ id: String?) throws(SandboxError) -> TestClock? {
    guard let id else { return nil }
    return try workspace.find(TestClock.self, id)
  }
}

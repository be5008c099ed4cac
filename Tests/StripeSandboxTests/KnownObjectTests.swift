import JSON
import SandboxStore
import Testing

@testable import StripeSandbox

/// What is known already is neither read nor built again.
@Suite struct KnownObjectTests {
  private let resources = Resources(.embedded, behaviors: ResourceBehaviors.all)

  @Test func `of an object that a request knows only the name is read`() async throws {
    let store = try ObjectStore(.memory)
    let (first, again, other) = try await store.write { [resources] transaction in
      let tracker = ChangeTracker(
        transaction.objects(of: SharedAccount.id), resources, SandboxTime(wall: 0))
      let first = try tracker.track(Array(#"{"id":"cus_1","object":"customer","name":"A"}"#.utf8))
      try tracker.save(
        ["id": "cus_1", "object": "customer", "name": "B"],
        as: ObjectKey(type: "customer", id: "cus_1"), parent: nil, sortKey: nil)
      // The rest would be an error if it were read.
      let again = try tracker.track(Array(#"{"id":"cus_1","object":"customer","name":"#.utf8))
      let other = try tracker.track(Array(#"{"id":"cus_2","object":"customer","name":"C"}"#.utf8))
      return (first, again, other)
    }
    #expect(first?["name"] == "A")
    #expect(again?["name"] == "B")
    #expect(other?["name"] == "C")
  }

  @Test func `what was printed for the store is at hand until the object changes`() async throws {
    let store = try ObjectStore(.memory)
    let key = ObjectKey(type: "customer", id: "cus_1")
    let (printed, stored, changed) = try await store.write { [resources] transaction in
      let objects = transaction.objects(of: SharedAccount.id)
      let tracker = ChangeTracker(objects, resources, SandboxTime(wall: 0))
      var customer: JSONObject = ["id": "cus_1", "object": "customer", ".used": true]
      try tracker.save(customer, as: key, parent: nil, sortKey: 1)
      try tracker.write()
      let printed = tracker.printed(key)
      customer["name"] = "B"
      try tracker.save(customer, as: key, parent: nil, sortKey: 1)
      return (printed, try objects.body(key.type, key.id, .shown), tracker.printed(key))
    }
    #expect(printed != nil && printed == stored)
    #expect(changed == nil)
  }

  @Test func `an object without fields that are shown on request is passed on as it is`() throws {
    let customer = try #require(resources["customer"])
    let fields = RequestedFields.within(.object(customer.type))
    let plain: JSONObject = ["id": "cus_1", "object": "customer", "address": ["city": "X"]]
    let shown = fields.hidden(in: plain, but: nil)
    #expect(shown == plain)
    #expect(address(of: shown) == address(of: plain))
    var whole = plain
    whole["tax_ids"] = ["object": "list"]
    #expect(fields.hidden(in: whole, but: nil) == plain)
  }

  private func address(of object: JSONObject) -> UnsafePointer<JSONMember>? {
    object.members.withUnsafeBufferPointer(\.baseAddress)
  }

  @Test func `a field inside a record is indexed by its path`() throws {
    let subscription = try #require(resources["subscription"])
    let names = subscription.indexedFields.map(\.name)
    #expect(Set(names).count == names.count && !names.contains("created"))
    #expect(subscription.indexNames["customer"] == "subscription.customer")
    let object: JSONObject = ["a": ["b": ["c": 1]], "d": "x"]
    #expect(object.value(at: "a.b.c") == 1)
    #expect(object.value(at: "d") == "x")
    #expect(object.value(at: "a.x.c") == nil)
    #expect(object.value(at: [] as [String]) == nil)
  }
}

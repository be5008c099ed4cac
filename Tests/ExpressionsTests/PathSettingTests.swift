import Expressions
import JSON
import Testing

/// Values are put where paths lead.
@Suite struct PathSettingTests {
  private func set(
    _ value: JSONValue, at steps: RowPath.Step..., in object: JSONObject, keepsIDs: Bool = false
  ) -> String {
    var object = object
    object.set(value, at: RowPath(steps), keepsIDs: keepsIDs)
    return JSONValue.object(object).compact
  }

  @Test func `objects on the way are made, and others keep their members`() {
    #expect(set(1, at: .key("a"), .key("b"), in: [:]) == #"{"a":{"b":1}}"#)
    #expect(
      set(1, at: .key("a"), .key("b"), in: ["a": ["c": 2]]) == #"{"a":{"c":2,"b":1}}"#)
  }

  @Test func `elements before a position are null`() {
    #expect(
      set(1, at: .key("a"), .index(2), .key("b"), in: ["a": [0]]) == #"{"a":[0,null,{"b":1}]}"#)
    #expect(set(1, at: .key("a"), .index(1_000_000_000), in: [:]) == #"{"a":null}"#)
  }

  @Test func `a list gives each element its value`() {
    #expect(
      set([1, 2], at: .key("a"), .each, .key("b"), in: ["a": [["c": 0]]])
        == #"{"a":[{"c":0,"b":1},{"b":2}]}"#)
  }

  @Test func `an id is kept with the fields of its object, where that is asked for`() {
    let steps: [RowPath.Step] = [.key("customer"), .key("email")]
    for keepsIDs in [true, false] {
      var object: JSONObject = ["customer": "cus_1"]
      object.set("a@example.com", at: RowPath(steps), keepsIDs: keepsIDs)
      let id = keepsIDs ? #""id":"cus_1","# : ""
      #expect(
        JSONValue.object(object).compact == #"{"customer":{\#(id)"email":"a@example.com"}}"#)
    }
    let late = set(
      "cus_1", at: .key("customer"), in: ["customer": ["email": "a"]], keepsIDs: true)
    #expect(late == #"{"customer":{"email":"a","id":"cus_1"}}"#)
    #expect(
      set("", at: .key("metadata"), in: ["metadata": ["a": "b"]]) == #"{"metadata":""}"#)
  }

  @Test func `what is removed takes objects along that are empty without it`() {
    var object: JSONObject = ["a": ["b": ["c": 1]], "d": 2]
    object.remove(at: RowPath(keys: "a", "b", "c"))
    #expect(JSONValue.object(object).compact == #"{"d":2}"#)
  }
}

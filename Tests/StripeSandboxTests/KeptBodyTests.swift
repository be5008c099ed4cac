import JSON
import Testing

@testable import StripeSandbox

@Suite struct KeptBodyTests {
  private let object: JSONObject = [
    "id": "cus_1", ".used": true, "lines": ["data": [["id": "il_1", ".x": 1]], "none": []],
    "metadata": [:], "name": "a: {b}, \"c\"\n",
  ]

  @Test func `what is kept has no blanks, and notes only where they are asked for`() {
    let kept = String(decoding: StripeJSON.body(object), as: UTF8.self)
    let shown =
      #"{"id":"cus_1","lines":{"data":[{"id":"il_1"}],"none":[]},"metadata":{},"#
      + #""name":"a: {b}, \"c\"\n"}"#
    #expect(kept == shown)
    let whole = String(decoding: StripeJSON.body(object, withNotes: true), as: UTF8.self)
    #expect(whole == shown.replacing(#""lines""#, with: #"".used":true,"lines""#))
  }

  @Test func `an event is printed alike with the bytes of its object`() {
    let event: JSONObject = [
      "id": "evt_1", "data": ["object": .object(object), "previous_attributes": ["name": nil]],
      "request": ["id": nil], "type": "customer.updated",
    ]
    let printed = StripeJSON.body(ofEvent: event, about: StripeJSON.body(object))
    #expect(
      String(decoding: printed, as: UTF8.self)
        == String(decoding: StripeJSON.body(event), as: UTF8.self))
  }

  @Test func `an object is printed alike from its value, its kept bytes and older ones`() {
    let printed = StripeJSON.response(object)
    #expect(StripeJSON.response(kept: StripeJSON.body(object)) == printed)
    // Older files keep objects indented for their place in a list.
    var older: [UInt8] = []
    StripeJSON.append(.object(object), indent: StripeJSON.listIndent, to: &older)
    #expect(older.count > StripeJSON.body(object).count)
    #expect(StripeJSON.response(kept: older) == printed)
    var again: [UInt8] = []
    StripeJSON.append(kept: older, indent: StripeJSON.listIndent, to: &again)
    #expect(again == older)
  }
}

import JSON
import StripeCatalog
import Testing

@testable import Expressions

/// Documents held against the objects that they would change.
@Suite struct SamenessTests {
  private func sameness(
    _ name: String, _ row: String, _ document: String
  ) throws -> Sameness {
    let object = try #require(Catalog.embedded.object(named: name))
    let fields = try #require(try JSONValue(parsing: document).object)
    return object.sameness(of: try JSONValue(parsing: row), with: fields)
  }

  @Test(arguments: [
    ("customer", #"{"name":"A"}"#, #"{"name":"A"}"#),
    ("customer", #"{"name":null}"#, #"{"name":null}"#),
    ("customer", #"{"name":null}"#, #"{"name":""}"#),
    ("customer", #"{"balance":100}"#, #"{"balance":"100"}"#),
    ("customer", #"{"metadata":{"a":"1","b":"2"}}"#, #"{"metadata":{"a":1,"c":null}}"#),
    ("customer", #"{"metadata":{}}"#, #"{"metadata":null}"#),
    ("customer", #"{"address":{"city":"X","line1":"Y"}}"#, #"{"address":{"city":"X"}}"#),
    ("customer", #"{"address":null}"#, #"{"address":{"city":null}}"#),
    ("customer", #"{"preferred_locales":["de","en"]}"#, #"{"preferred_locales":["de","en"]}"#),
    ("customer", #"{"preferred_locales":[]}"#, #"{"preferred_locales":null}"#),
    ("customer", #"{"name":"A"}"#, #"{"name":"A","expand":["tax"]}"#),
    ("invoice", #"{"customer":{"id":"cus_1","name":"A"}}"#, #"{"customer":"cus_1"}"#),
    ("invoice", #"{"due_date":1767225600}"#, #"{"due_date":"2026-01-01"}"#),
    ("invoice", #"{"auto_advance":false}"#, #"{"auto_advance":"false"}"#),
    ("price", #"{"unit_amount_decimal":"10.50"}"#, #"{"unit_amount_decimal":10.5}"#),
    ("price", #"{"currency":"eur"}"#, #"{"currency":"EUR"}"#),
  ])
  func `equal values are the same by their types`(object: String, row: String, document: String)
    throws
  {
    #expect(try sameness(object, row, document) == .same)
  }

  @Test(arguments: [
    ("customer", #"{"name":"A"}"#, #"{"name":"a"}"#),
    ("customer", #"{"name":"A"}"#, #"{"name":null}"#),
    ("customer", #"{"name":null}"#, #"{"name":"A"}"#),
    ("customer", #"{"metadata":{"a":"1"}}"#, #"{"metadata":{"a":"1.0"}}"#),
    ("customer", #"{"metadata":{"a":"1"}}"#, #"{"metadata":{"b":"1"}}"#),
    ("customer", #"{"metadata":{"a":"1"}}"#, #"{"metadata":null}"#),
    ("customer", #"{"address":{"city":"X"}}"#, #"{"address":{"city":"Y"}}"#),
    ("customer", #"{"address":null}"#, #"{"address":{"city":"Y"}}"#),
    ("customer", #"{"preferred_locales":["de","en"]}"#, #"{"preferred_locales":["en","de"]}"#),
    ("customer", #"{"preferred_locales":["de"]}"#, #"{"preferred_locales":["de","en"]}"#),
    ("invoice", #"{"customer":"cus_1"}"#, #"{"customer":"cus_2"}"#),
    ("invoice", #"{"due_date":1767225600}"#, #"{"due_date":1767225601}"#),
  ])
  func `other values are different`(object: String, row: String, document: String) throws {
    #expect(try sameness(object, row, document) == .different)
  }

  @Test(arguments: [
    ("customer", #"{"name":"A"}"#, #"{"name":"A","source":"tok_visa"}"#),
    ("customer", #"{"name":"A"}"#, #"{"tax":{"ip_address":"1.2.3.4"}}"#),
    ("customer", #"{}"#, #"{"name":null}"#),
    ("subscription", #"{"items":{"object":"list","data":[]}}"#, #"{"items":[{"id":"si_1"}]}"#),
    ("subscription", #"{"trial_end":1767225600}"#, #"{"trial_end":"now"}"#),
  ])
  func `what the object does not show is not known`(object: String, row: String, document: String)
    throws
  {
    #expect(try sameness(object, row, document) == .unknown)
  }
}

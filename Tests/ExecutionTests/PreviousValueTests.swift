import JSON
import StripeCatalog
import Testing

@testable import Execution

/// What is kept of an object before a request changes it.
@Suite struct PreviousValueTests {
  private let customer: JSONValue = [
    "id": "cus_1", "name": "Ann", "email": nil, "balance": 5,
    "metadata": ["tier": "gold", "po": "7"],
    "address": ["city": "Bern", "line1": nil, "line2": nil, "country": "CH"],
    "preferred_locales": ["de", "fr"],
  ]

  private func previous(_ document: JSONObject) throws -> PreviousValues {
    let object = try #require(Catalog.embedded.object(named: "customer"))
    let update = try #require(object.operation(.update))
    return PreviousValues(of: customer, before: document, record: update.record, object: object)
  }

  @Test func `only what is set is kept`() throws {
    let kept = try previous(["name": "Bo", "expand": ["x"]])
    #expect(kept.fields == ["name": "Ann"])
    #expect(kept.notCaptured == [])
  }

  @Test func `metadata goes by its keys, or whole where all of it goes`() throws {
    #expect(
      try previous(["metadata": ["tier": "silver", "vip": "yes"]]).fields
        == ["metadata": ["tier": "gold", "vip": nil]])
    #expect(
      try previous(["metadata": nil]).fields == ["metadata": ["tier": "gold", "po": "7"]])
  }

  @Test func `a record is kept whole but for what stays empty`() throws {
    #expect(
      try previous(["address": ["city": "Basel", "line1": "A 1"]]).fields
        == ["address": ["city": "Bern", "line1": nil, "country": "CH"]])
    #expect(
      try previous(["address": nil]).fields == ["address": ["city": "Bern", "country": "CH"]])
  }

  @Test func `an empty field is null, and a field that is not told is named`() throws {
    let kept = try previous(["email": "a@b.c", "phone": "1", "source": "tok_visa"])
    #expect(kept.fields == ["email": nil, "phone": nil])
    #expect(kept.notCaptured == ["source"])
    #expect(try previous(["address": ["district": "x"]]).notCaptured == ["address.district"])
  }

  @Test func `lists are kept whole`() throws {
    #expect(
      try previous(["preferred_locales": ["it"]]).fields == ["preferred_locales": ["de", "fr"]])
  }
}

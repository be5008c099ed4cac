import StripeWire
import Testing

@testable import Console

/// An empty list or map is sent as the empty value that clears, or refused by name: never left out
/// silently.
@Suite struct EmptyParameterTests {
  /// Answers whatever it is asked.
  private static func place() throws -> TestPlace {
    try TestPlace(
      AnsweringTransport { _ in AnsweringTransport.json(200, #"{"id":"x_1","object":"x"}"#) })
  }

  @Test(arguments: [
    (#"request POST "/v1/customers/cus_1" { metadata: {} }"#, "metadata="),
    (#"request POST "/v1/customers/cus_1" { metadata: {}, name: "A" }"#, "metadata=&name=A"),
    (#"request POST "/v1/products/prod_1" { images: [] }"#, "images="),
    (
      #"request POST "/v1/invoices/in_1" { payment_settings: { payment_method_types: [] } }"#,
      "payment_settings[payment_method_types]="
    ),
    (#"request POST "/v1/x" { a: [{ b: [] }, { c: 1 }] }"#, "a[0][b]=&a[1][c]=1"),
    (#"request POST "/v1/x" { a: $none }"#, "a="),
    (#"request POST "/v1/x" {}"#, ""),
    (#"request POST "/v2/core/accounts" { metadata: {}, a: [] }"#, #"{"metadata":{},"a":[]}"#),
    (
      #"execute confirm payment_intent pi_1 { shipping: {}, receipt_email: "a@b.c" }"#,
      "shipping=&receipt_email=a%40b.c"
    ),
  ])
  func isSent(_ statement: String, _ body: String) async throws {
    let place = try Self.place()
    #expect(
      await place.run(statement, variables: ["none": []]) == 0, "\(place.messages.text)")
    let bodies = place.transport.requests.map { request in
      String(decoding: request.encoded().body, as: UTF8.self)
    }
    #expect(bodies == [body])
  }

  @Test(arguments: [
    (#"request GET "/v1/customers" { expand: [] }"#, "`expand` is empty"),
    (#"request GET "/v1/customers" { created: {}, limit: 3 }"#, "`created` is empty"),
    (#"request GET "/v1/x" { a: { b: [1, {}] } }"#, "`a[b][1]` is empty"),
    (#"request DELETE "/v1/customers/cus_1" { a: [] }"#, "`a` is empty"),
    (#"request GET "/v2/core/events" { types: [] }"#, "`types` is empty"),
    (#"execute pay invoice in_1 { expand: [] }"#, "`expand`"),
    (
      #"execute finalize invoice in_1; execute create_preview invoice { invoice_items: [] }"#,
      "`invoice_items` is empty, but Stripe does not allow clearing it"
    ),
    (
      #"execute add_lines invoice in_1 { lines: [] }"#,
      "`lines` is empty, but Stripe does not allow clearing it"
    ),
  ])
  func isRefused(_ statement: String, _ words: String) async throws {
    let place = try Self.place()
    #expect(await place.run(statement) == 2, "\(place.messages.text)")
    #expect(place.messages.text.contains(words), "\(place.messages.text)")
    #expect(place.transport.requests.isEmpty)
  }

  @Test(arguments: [
    "update customer cus_1 { metadata: $c.metadata }",
    "update customers cus_1, cus_2 { metadata: $c.metadata }",
    "update customers where true { metadata: $row.metadata, name: \"A\" }",
    "update subscription sub_1 { items: [{ id: si_1, metadata: $c.metadata }] }",
  ])
  func anEmptyMapOfAnotherObjectClearsNothing(_ statement: String) async throws {
    let object = #"{"id":"cus_1","object":"customer","created":1,"metadata":{}}"#
    let place = try TestPlace(
      AnsweringTransport { request in
        request.path == "/v1/customers" && request.method == .get
          ? AnsweringTransport.json(
            200, #"{"object":"list","data":[\#(object)],"has_more":false}"#)
          : AnsweringTransport.json(200, object)
      })
    let code = await place.run("let c = get customer cus_1\n" + statement)
    #expect(code != 0)
    #expect(place.messages.text.contains("is an empty map"), "\(place.messages.text)")
    #expect(place.transport.requests.allSatisfy { $0.method == .get })
  }

  @Test func anEmptyCellLeavesTheMapAlone() async throws {
    let place = try Self.place()
    let text = """
      let rows = [{ id: "cus_1" }, { id: "cus_2", crm: "1" }]
      update customers from $rows { metadata: { crm: $row.crm? } }
      """
    _ = await place.run(text)
    let bodies = place.transport.requests.map { request in
      String(decoding: request.encoded().body, as: UTF8.self)
    }
    #expect(bodies.sorted() == ["", "metadata[crm]=1"], "\(place.messages.text)")
  }

  @Test func anUpsertSetsAnEmptyMapOnlyWhereNothingIsLost() async throws {
    let place = try TestPlace()
    let text = """
      let a = create product { id: "a", name: "A" }
      let b = create product { id: "b", name: "B", metadata: { k: "1" } }
      let rows = [{ id: "a", m: {} }, { id: "c", m: {} }, { id: "b", m: {} }]
      """
    let upsert = "upsert products from $rows by id { name: upper($row.id), metadata: $row.m }"
    #expect(await place.run("\(text)\n\(upsert)") == 3, "\(place.messages.text)")
    #expect(place.messages.text.contains("`metadata` is an empty map"), "\(place.messages.text)")
    #expect(place.messages.text.contains("1 created"), "\(place.messages.text)")
    #expect(place.messages.text.contains("1 unchanged"), "\(place.messages.text)")
  }

  @Test(arguments: [
    (#"request GET "/v1/customers" { expand: $none }"#, "`expand` is empty"),
    (#"execute add_lines invoice in_1 { lines: $none }"#, "`lines` is empty"),
  ])
  func whatIsKnownLateIsRefusedLate(_ statement: String, _ words: String) async throws {
    let place = try Self.place()
    #expect(await place.run("let none = []\n" + statement) != 0)
    #expect(place.messages.text.contains(words), "\(place.messages.text)")
    #expect(place.transport.requests.isEmpty)
  }
}

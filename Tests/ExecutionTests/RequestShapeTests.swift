import JSON
import Planning
import StripeWire
import Testing

@testable import Execution

/// What goes to Stripe for what was written, word for word.
@Suite struct RequestShapeTests {
  private func lines(
    _ text: String, _ answering: @escaping ScriptedTransport.Answering
  ) async throws -> [String] {
    let transport = ScriptedTransport(answering)
    _ = try await makeEngine(transport).rows(text)
    return transport.lines
  }

  @Test func `every page carries filters, size and expansions`() async throws {
    let lines = try await lines(
      "list invoices where customer = cus_1 page size 2 expand customer, payments"
    ) { _, number in
      .page(["in_\(number)a", "in_\(number)b"], hasMore: number < 2, from: 1000 - number * 9)
    }
    let fixed = "customer=cus_1&expand[0]=data.customer&expand[1]=data.payments&limit=2"
    #expect(
      lines == [
        "GET /v1/invoices?\(fixed)",
        "GET /v1/invoices?\(fixed)&starting_after=in_0b",
        "GET /v1/invoices?\(fixed)&starting_after=in_1b",
      ])
  }

  @Test func `a limit asks for no more rows than are wanted`() async throws {
    let lines = try await lines("list invoices limit 3") { _, _ in
      .page(["a", "b", "c"], hasMore: true)
    }
    #expect(lines == ["GET /v1/invoices?limit=3"])
  }

  @Test func `a limit ends a walk in the middle of a page`() async throws {
    let transport = ScriptedTransport { _, number in
      .page(["\(number)a", "\(number)b"], hasMore: true, from: 1000 - number * 9)
    }
    let ids = try await makeEngine(transport).ids("query invoices limit 3 page size 2")
    #expect(ids == ["0a", "0b", "1a"])
    #expect(transport.requests.count == 2)
  }

  @Test func `a limit of nothing asks for nothing`() async throws {
    #expect(try await lines("query invoices limit 0") { _, _ in .page(["a"]) } == [])
  }

  @Test func `a contradiction asks for nothing`() async throws {
    let text = #"query invoices where status = "open" and status = "draft""#
    #expect(try await lines(text) { _, _ in .page(["a"]) } == [])
  }

  @Test func `get asks once for each id, in order, with plain expansions`() async throws {
    let lines = try await lines("get invoices in_2, in_1 expand customer") { request, _ in
      .ok(#"{"id":"\#(request.path.dropFirst("/v1/invoices/".count))"}"#)
    }
    #expect(
      lines == [
        "GET /v1/invoices/in_2?expand[0]=customer", "GET /v1/invoices/in_1?expand[0]=customer",
      ])
  }

  @Test func `an id cannot leave its place in the path`() async throws {
    let lines = try await lines(#"get invoice "in_1/../../balance?x=1""#) { _, _ in
      .ok(#"{"id":"in_1/../../balance?x=1","object":"invoice"}"#)
    }
    #expect(lines == ["GET /v1/invoices/in_1%2F..%2F..%2Fbalance%3Fx%3D1"])
  }

  @Test func `an answer of another id is an error, never the object`() async throws {
    let engine = makeEngine(
      ScriptedTransport { _, _ in .ok(#"{"id":"in_2","object":"invoice"}"#) })
    let error = await #expect(throws: Failure.self) { try await engine.ids("get invoice in_1") }
    #expect(error?.message.contains("the response is invoice in_2, not in_1") == true)
  }

  @Test func `an unknown id is an error of get and no row of query`() async throws {
    let engine = makeEngine(ScriptedTransport { _, _ in .failed(404, "resource_missing") })
    await #expect(throws: Failure.self) { try await engine.ids("get invoice in_1") }
    #expect(try await engine.ids(#"query invoices where id = "in_1""#) == [])
  }

  @Test func `a query by id passes over what was deleted, get does not`() async throws {
    let engine = makeEngine(
      ScriptedTransport { _, _ in .ok(#"{"id":"cus_1","deleted":true}"#) })
    #expect(try await engine.ids(#"query customers where id = "cus_1""#) == [])
    #expect(try await engine.ids("get customer cus_1") == ["cus_1"])
  }

  @Test func `an answer that is no list is an error`() async throws {
    let engine = makeEngine(ScriptedTransport { _, _ in .ok(#"{"data":3}"#) })
    await #expect(throws: Failure.self) { try await engine.ids("list invoices") }
  }

  @Test func `a list whose rows have no time is asked once and is an error that says so`()
    async throws
  {
    let transport = ScriptedTransport { _, _ in .ok(#"{"data":[{"id":"in_1"}],"has_more":true}"#) }
    let engine = makeEngine(transport)
    let failure = await #expect(throws: Failure.self) { try await engine.ids("list invoices") }
    #expect(failure?.message == "the list contains rows without an `id` or a time in `created`")
    #expect(transport.requests.count == 1)
  }

  @Test func `retrieve stops at the second match, by any route`() async throws {
    for text in [
      #"retrieve invoice where number = "A""#, #"retrieve invoice where number = "A" via list"#,
      #"retrieve invoice where customer_email = "a@b.c""#,
    ] {
      let transport = ScriptedTransport { _, number in
        let row = #""created":1,"number":"A","customer_email":"a@b.c""#
        return .ok(
          #"{"data":[{"id":"\#(number)a",\#(row)},{"id":"\#(number)b",\#(row)}],"#
            + #""has_more":true,"next_page":"p\#(number)"}"#)
      }
      let engine = makeEngine(transport)
      await #expect(throws: Failure.self, "\(text)") { try await engine.ids(text) }
      #expect(transport.requests.count == 1, "\(text)")
    }
  }

  @Test func `retrieve passes over an unknown id among several`() async throws {
    let engine = makeEngine(
      ScriptedTransport { request, _ in
        request.path.hasSuffix("in_1") ? .failed(404) : .ok(#"{"id":"in_2"}"#)
      })
    #expect(try await engine.ids(#"retrieve invoice where id in ("in_1", "in_2")"#) == ["in_2"])
  }

  @Test func `documents hold ids and parents that go into the path`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"il_2"}"#) }
    _ = try await makeEngine(transport).written(
      try writePlan(#"update lines invoice { id: "il_2", parent_id: "in_1", quantity: 3 }"#))
    #expect(transport.lines == ["POST /v1/invoices/in_1/lines/il_2 quantity=3"])
  }

  @Test func `null clears and lists keep their numbers`() async throws {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"in_1"}"#) }
    _ = try await makeEngine(transport).written(
      try writePlan(
        #"update invoice in_1 { number: null, metadata: { po: null }, "#
          + #"custom_fields: [{ name: "A", value: "1" }] }"#))
    #expect(
      transport.lines == [
        "POST /v1/invoices/in_1 number=&metadata[po]=&custom_fields[0][name]=A"
          + "&custom_fields[0][value]=1"
      ])
  }

  @Test func `a row's missing field leaves the object's alone, and its null clears it`()
    async throws
  {
    let transport = ScriptedTransport { _, _ in .ok(#"{"id":"cus_1"}"#) }
    let rows: JSONValue = [["id": "cus_1", "phone": "1"], ["id": "cus_2", "phone": nil]]
    _ = try await makeEngine(transport).written(
      try writePlan(
        "update customers from $rows { id: $row.id, name: $row.name, phone: $row.phone }",
        variables: ["rows": rows]))
    #expect(
      transport.lines == ["POST /v1/customers/cus_1 phone=1", "POST /v1/customers/cus_2 phone="])
  }
}

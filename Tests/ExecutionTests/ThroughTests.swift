import JSON
import StripeWire
import Testing

@testable import Execution

/// Lists that are filtered by the ids of objects that are asked for first.
@Suite struct ThroughTests {
  /// Customers of an address, as many as a test wants, each with two invoices.
  private func transport(customers: Int) -> ScriptedTransport {
    ScriptedTransport { request, _ in
      if request.path == "/v1/customers" {
        return .page((0..<customers).map { "cus_\($0)" })
      }
      let customer = request.parameters["customer"]?.string ?? "cus_0"
      let rows = [5, 1].map { time in
        #"{"id":"in_\#(customer)_\#(time)","created":\#(time),"#
          + #""customer":{"id":"\#(customer)","email":"a@b.c"}}"#
      }
      return .ok(#"{"data":[\#(rows.joined(separator: ","))],"has_more":false}"#)
    }
  }

  private let text = #"query invoices where customer.email = "a@b.c""#

  @Test func `one other object makes two requests`() async throws {
    let transport = transport(customers: 1)
    #expect(try await makeEngine(transport).ids(text) == ["in_cus_0_5", "in_cus_0_1"])
    #expect(
      transport.lines == [
        "GET /v1/customers?email=a%40b.c&limit=100",
        "GET /v1/invoices?customer=cus_0&expand[0]=data.customer&limit=100",
      ])
  }

  @Test func `rows of several come newest first together`() async throws {
    let ids = try await makeEngine(transport(customers: 2)).ids(text)
    #expect(ids.map { $0.suffix(1) } == ["5", "5", "1", "1"])
    #expect(Set(ids).count == 4)
  }

  @Test func `none asks for nothing more`() async throws {
    let transport = transport(customers: 0)
    #expect(try await makeEngine(transport).ids(text) == [])
    #expect(transport.requests.count == 1)
  }

  @Test func `too many are not worth a list each`() async throws {
    let transport = transport(customers: 21)
    _ = try await makeEngine(transport).ids(text)
    #expect(
      transport.lines.dropFirst() == [
        "GET /v1/invoices?expand[0]=data.customer&limit=100"
      ])
  }

  @Test func `a limit ends it, and one row is enough to retrieve`() async throws {
    let engine = makeEngine(transport(customers: 2))
    #expect(try await engine.ids(text + " limit 3").count == 3)
    await #expect(throws: Failure.self) {
      try await engine.ids(#"retrieve invoice where customer.email = "a@b.c""#)
    }
  }

  @Test func `many ids are asked for in one list where it takes them`() async throws {
    let transport = ScriptedTransport { _, _ in .page(["prod_2", "prod_1"]) }
    let text = "query products where id in (prod_1, prod_2, prod_1)"
    #expect(try await makeEngine(transport).ids(text) == ["prod_2", "prod_1"])
    #expect(
      transport.lines == ["GET /v1/products?ids[0]=prod_1&ids[1]=prod_2&limit=100"])
  }
}

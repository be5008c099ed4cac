import StripeCatalog
import Testing

/// From a request back to its operation.
@Suite struct OperationPathTests {
  private let paths = OperationPaths(.embedded)

  @Test func `every operation is found by its own path`() throws {
    for operation in Catalog.embedded.operations {
      let values = operation.pathParameters.indices.map { "a/b \($0)é" }
      let path = try #require(operation.path(with: values))
      let match = try #require(paths.match(operation.method, path))
      #expect(match.operation.method == operation.method)
      #expect(match.operation.path == operation.path)
      #expect(match.values == values)
    }
  }

  @Test func `a word of a path is no id`() {
    #expect(
      paths.match(.post, "/v1/invoices/create_preview")?.operation.name == "create_preview")
    #expect(paths.match(.post, "/v1/invoices/in_1")?.operation.kind == .update)
  }

  @Test(arguments: ["", "/", "/v1", "/v1/none", "/v1/customers/a/b/c/d", "/v1/customers/%zz"])
  func `what is no path of Stripe's has no operation`(path: String) {
    #expect(paths.match(.post, path) == nil)
  }

  @Test func `lines of an invoice are written several at once`() {
    let invoice = Catalog.embedded.object(named: "invoice")
    let update = invoice?.batch(.update, collection: "line")
    #expect(update?.operation.path == "/v1/invoices/{invoice}/update_lines")
    #expect(update?.collection == "lines")
    #expect(update?.record.parameter(named: "id")?.isRequired == true)
    let create = invoice?.batch(.create, collection: "lines")
    #expect(create?.operation.path == "/v1/invoices/{invoice}/add_lines")
    #expect(create?.record.parameter(named: "id") == nil)
    let delete = invoice?.batch(.delete, collection: "lines")
    #expect(delete?.record.parameter(named: "behavior")?.isRequired == true)
    #expect(delete?.operation.batch == delete)
    #expect(invoice?.batch(.list, collection: "lines") == nil)
    #expect(
      Catalog.embedded.object(named: "customer")?.batch(.create, collection: "tax_ids") == nil)
  }
}

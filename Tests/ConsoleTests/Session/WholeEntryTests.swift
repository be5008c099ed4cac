import Testing

@testable import Console

/// What Return runs at the prompt, and what it waits for.
@Suite struct WholeEntryTests {
  @Test(arguments: [
    "delete customers", "update invoices { description: \"x\" }", "retrieve customers",
    "list meter_event_summaries of meter mtr_1", "delete customers \\", "query invoices where",
    "delete customers\nwhere name =", "query invoices where a = 1 and", "create customer {",
    "get invoices in_1,", "list invoices \\", "for x in query invoices {",
  ])
  func `a statement that requires more is not whole`(text: String) async throws {
    #expect(await !(try TestPlace().session()).isComplete(text))
  }

  @Test(arguments: [
    "delete customers;", "delete customers ; ", "delete customers\n", "delete customers\n  ",
    "delete customers where true", "delete customers\nwhere true", "delete customer cus_1",
    "update invoices { descripton: \"x\" }", "list customers", "get customer", "delete custmers",
    "list invoices;", "create customer {\n  name: \"x\"\n}", "lst invoices",
    "list invoices | jq .id", "delete customers | jq .id",
    "for x in [1] { delete customers }", "create customers from \"none.csv\" { name: \"x\" }",
  ])
  func `what a condition does not complete is whole`(text: String) async throws {
    #expect(await (try TestPlace().session()).isComplete(text))
  }
}

import Testing

/// What writes are about and where they go.
@Suite struct WritePlanTests {
  @Test(arguments: cases)
  func plans(_ expected: PlanCase) {
    expected.hold()
  }

  static let cases = [
    PlanCase(
      #"create customer { email: "ann@example.com", metadata: { tier: "gold" } }"#,
      #"""
      create customer
          request: POST /v1/customers
          body: {"email":"ann@example.com","metadata":{"tier":"gold"}}
          writes: 1
      """#),
    PlanCase(
      #"create customer { name: "${$c.id}!" }"#,
      #"""
      create customer
          request: POST /v1/customers
          body: {"name":"cus_1!"}
          writes: 1
      """#),
    PlanCase(
      #"create customers from "people.csv" { email: $row.mail }"#,
      #"""
      create customer
          request: POST /v1/customers
          body: { email: mail }
          rows from: people.csv
      """#),
    PlanCase(
      #"update customers from "crm.csv" by email { name: $row.name }"#,
      #"""
      update customer
          request: POST /v1/customers/{customer}
          body: { name: name }
          rows from: crm.csv
          finds each by: GET /v1/customers?email=…
      """#),
    PlanCase(
      #"upsert products from stdin by metadata.sku { name: $row.name, id: $row.id }"#,
      #"""
      upsert product
          request: POST /v1/products/{id}, or POST /v1/products where no object is found
          body: { name: name, id: id }
          rows from: standard input
          finds each by: reading all products once
          only when created: id
      """#),
    PlanCase(
      #"delete coupons from stdin by id"#,
      #"""
      delete coupon
          request: DELETE /v1/coupons/{coupon}
          irreversible: deleting cannot be undone
          rows from: standard input
          finds each by: GET /v1/coupons/{coupon}
      """#),
    PlanCase(
      #"update invoices from stdin by number"#,
      #"""
      update invoice
          request: POST /v1/invoices/{invoice}
          rows from: standard input
          finds each by: reading all invoices once
      """#),
    PlanCase(
      #"create customers from stdin"#,
      #"""
      create customer
          request: POST /v1/customers
          rows from: standard input
      """#),
    PlanCase(
      #"create tax_id of customer cus_1 { type: "eu_vat", value: "DE123456789" }"#,
      #"""
      create tax_id
          request: POST /v1/customers/{customer}/tax_ids
          body: {"type":"eu_vat","value":"DE123456789"}
          writes: 1
      """#),
    PlanCase(
      #"create price { currency: "jpy", unit_amount: jpy 20, product: prod_1 }"#,
      #"""
      create price
          request: POST /v1/prices
          body: {"currency":"jpy","unit_amount":20,"product":"prod_1"}
          writes: 1
      """#),
    PlanCase(
      #"update invoice in_1 { description: "PO 42", metadata: { po: null } }"#,
      #"""
      update invoice
          request: POST /v1/invoices/{invoice}
          body: {"description":"PO 42","metadata":{"po":null}}
          writes: 1
          ids: ["in_1"]
      """#),
    PlanCase(
      #"update invoice { id: "in_1", description: "PO 42" }"#,
      #"""
      update invoice
          request: POST /v1/invoices/{invoice}
          body: {"id":"in_1","description":"PO 42"}
          writes: 1
      """#),
    PlanCase(
      #"update customers where metadata.tier = "gold" { metadata: { vip: "yes" } }"#,
      #"""
      update customer
          request: POST /v1/customers/{customer}
          body: {"metadata":{"vip":"yes"}}
          writes: one per matching row, after all matches are read
        → query customers
              filtered locally: metadata.tier = "gold"
              order: newest first
              requests: 1 or more (one per page)
            → search /v1/customers/search
                  query: metadata["tier"]:"gold"
                  page size: 100
      """#),
    PlanCase(
      #"update customers where true { metadata: { vip: "yes" } }"#,
      #"""
      update customer
          request: POST /v1/customers/{customer}
          body: {"metadata":{"vip":"yes"}}
          writes: one per matching row, after all matches are read
        → query customers
              order: newest first
              requests: 1 or more (one per page)
            → list /v1/customers
                  excludes: customers attached to test clocks
                  page size: 100
      """#),
    PlanCase(
      #"update lines invoice in_1 line il_2 { quantity: 3 }"#,
      #"""
      update invoice_line_item
          request: POST /v1/invoices/{invoice}/lines/{line_item_id}
          body: {"quantity":3}
          writes: 1
          ids: ["il_2"]
      """#),
    PlanCase(
      #"update lines invoice { id: "il_2", parent_id: "in_1", quantity: 3 }"#,
      #"""
      update invoice_line_item
          request: POST /v1/invoices/{invoice}/lines/{line_item_id}
          body: {"id":"il_2","parent_id":"in_1","quantity":3}
          writes: 1
      """#),
    PlanCase(
      #"update lines invoice in_1 from "lines.csv""#,
      #"""
      update invoice_line_item
          request: POST /v1/invoices/{invoice}/lines/{line_item_id}
          rows from: lines.csv
          together: POST /v1/invoices/{invoice}/update_lines, up to 100 per request for one parent
      """#),
    PlanCase(
      #"update lines il_1, il_2, il_3 of invoice in_1 { quantity: 3 }"#,
      #"""
      update invoice_line_item
          request: POST /v1/invoices/{invoice}/lines/{line_item_id}
          body: {"quantity":3}
          writes: 3
          ids: ["il_1","il_2","il_3"]
          together: POST /v1/invoices/{invoice}/update_lines, 1 request instead of 3
      """#),
    PlanCase(
      #"update lines il_1, il_2 of invoice in_1 { quantity: 3 } expand discounts"#,
      #"""
      update invoice_line_item
          request: POST /v1/invoices/{invoice}/lines/{line_item_id}
          body: {"quantity":3}
          writes: 2
          ids: ["il_1","il_2"]
      """#),
    PlanCase(
      #"create line of invoice in_1 { amount: 500, description: "Pot" }"#,
      #"""
      create invoice_line_item
          request: POST /v1/invoices/{invoice}/add_lines
          body: {"amount":500,"description":"Pot"}
          writes: 1
      """#),
    PlanCase(
      #"create lines of invoice from "lines.csv""#,
      #"""
      create invoice_line_item
          request: POST /v1/invoices/{invoice}/add_lines
          rows from: lines.csv
          together: up to 100 per request for one parent
      """#),
    PlanCase(
      #"delete lines il_1, il_2 of invoice in_1"#,
      #"""
      delete invoice_line_item
          request: POST /v1/invoices/{invoice}/remove_lines
          irreversible: deleting cannot be undone
          writes: 2
          ids: ["il_1","il_2"]
          together: 1 request instead of 2
      """#),
    PlanCase(
      #"delete line il_1 of invoice in_1 { behavior: "unassign" }"#,
      #"""
      delete invoice_line_item
          request: POST /v1/invoices/{invoice}/remove_lines
          irreversible: deleting cannot be undone
          body: {"behavior":"unassign"}
          writes: 1
          ids: ["il_1"]
      """#),
    PlanCase(
      #"delete customers cus_1, cus_2, cus_3"#,
      #"""
      delete customer
          request: DELETE /v1/customers/{customer}
          irreversible: deleting cannot be undone
          writes: 3
          ids: ["cus_1","cus_2","cus_3"]
      """#),
    PlanCase(
      #"delete customers from "ids.ndjson""#,
      #"""
      delete customer
          request: DELETE /v1/customers/{customer}
          irreversible: deleting cannot be undone
          rows from: ids.ndjson
      """#),
    PlanCase(
      #"delete invoices where status = "draft" and created < 2025-01-01 limit 5"#,
      #"""
      delete invoice
          request: DELETE /v1/invoices/{invoice}
          irreversible: deleting cannot be undone
          writes: one per matching row, after all matches are read
        → query invoices
              order: newest first
              limit: 5
              requests: 1
            → list /v1/invoices
                  filter: status = draft
                  filter: created = {"lt":1735689600}
                  page size: 5
      """#),
    PlanCase(
      #"execute finalize invoice in_1 { auto_advance: false }"#,
      #"""
      finalize invoice
          request: POST /v1/invoices/{invoice}/finalize
          irreversible: finalizing cannot be undone
          body: {"auto_advance":false}
          writes: 1
          ids: ["in_1"]
      """#),
    PlanCase(
      #"execute create_preview invoice { customer: cus_1 }"#,
      #"""
      create_preview invoice
          request: POST /v1/invoices/create_preview
          body: {"customer":"cus_1"}
          writes: 1
      """#),
    PlanCase(
      #"execute pay invoices where status = "open""#,
      #"""
      pay invoice
          request: POST /v1/invoices/{invoice}/pay
          irreversible: charges the customer
          writes: one per matching row, after all matches are read
        → query invoices
              order: newest first
              requests: 1 or more (one per page)
            → list /v1/invoices
                  filter: status = open
                  page size: 100
      """#),
    PlanCase(
      #"request POST "/v1/refunds" { charge: "ch_1" }"#,
      #"""
      request POST /v1/refunds
          irreversible: refunds the customer
          body: {"charge":"ch_1"}
      """#),
    PlanCase(
      #"request GET "/v1/balance""#,
      #"""
      request GET /v1/balance
      """#),
  ]
}

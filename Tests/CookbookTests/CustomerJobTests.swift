import Testing

/// Jobs about customers. Each runs twice, and the second run sends no write.
@Suite struct CustomerJobTests {
  @Test func `customers that share an address are merged into the oldest`() async throws {
    let shop = try Shop()
    let filled = await shop.run(
      """
      let kept = create customer { name: "Kept", email: "a@example.com", metadata: { x: "old" } }
      let billed = create customer { name: "Billed", email: "a@example.com",
        metadata: { x: "new", y: "2" } }
      let bare = create customer { name: "Bare", email: "a@example.com" }
      let third = create customer { name: "Third", email: "a@example.com",
        metadata: { y: "3", z: "3" } }
      let other = create customer { name: "Other", email: "b@example.com" }
      let i = create invoice { customer: $billed.id }
      """)
    #expect(filled.code == 0, "\(filled.messages)")
    let first = try await shop.job("merge-customers.stripe")
    #expect(first.code == 0, "\(first.messages)")
    #expect(
      await shop.run(
        """
        query customers order by name
          select name, metadata.x, metadata.y, metadata.z,
            if(metadata.merged_into is null, "no", "yes") as merged
        """
      ).lines == [
        #"{"name":"Billed","metadata":{"x":"new","y":"2","z":null},"merged":"yes"}"#,
        #"{"name":"Kept","metadata":{"x":"old","y":"2","z":"3"},"merged":"no"}"#,
        #"{"name":"Other","metadata":{"x":null,"y":null,"z":null},"merged":"no"}"#,
      ])
    let second = try await shop.job("merge-customers.stripe")
    #expect(second.code == 0, "\(second.messages)")
    #expect(second.writes == [])
  }

  @Test func `a customer is erased in the order that Stripe requires`() async throws {
    let shop = try Shop()
    let filled = await shop.run(
      """
      let tea = create product { name: "Tea" }
      let month = create price { product: $tea.id, currency: "usd", unit_amount: 1200,
        recurring: { interval: "month" } }
      let c = create customer { payment_method: pm_card_visa,
        invoice_settings: { default_payment_method: pm_card_visa } }
      let s = create subscription { customer: $c.id, items: [{ price: $month.id }] }
      let draft = create invoice { customer: $c.id }
      let open = create invoice { customer: $c.id, collection_method: "send_invoice",
        days_until_due: 30 }
      let item = create invoice_item { customer: $c.id, invoice: $open.id, amount: 500,
        currency: "usd" }
      let finalized = execute finalize invoice $open.id { auto_advance: false }
      print $c.id
      """)
    #expect(filled.code == 0, "\(filled.messages)")
    let first = try await shop.job("erase-customer.stripe", filled.lines)
    #expect(first.code == 0, "\(first.messages)")
    #expect(
      first.lines == [
        #"{"customer":"\#(filled.lines[0])","canceled_subscriptions":1,"voided_invoices":1,"#
          + #""deleted_drafts":1,"detached_payment_methods":1}"#
      ])
    #expect(first.writes.count == 5)
    #expect(first.writes.last == "DELETE /v1/customers/\(filled.lines[0])")
    let second = try await shop.job("erase-customer.stripe", filled.lines)
    #expect(second.code == 0, "\(second.messages)")
    #expect(second.writes == [])
  }

  @Test func `metadata of a file is joined by address, and the rest is reported`() async throws {
    let shop = try Shop()
    let filled = await shop.run(
      """
      for email in ["one@example.com", "two@example.com", "two@example.com"] {
        let c = create customer { email: $email }
      }
      """)
    #expect(filled.code == 0, "\(filled.messages)")
    let rows = "email,crm\nnone@example.com,1\none@example.com,2\ntwo@example.com,3\n"
    let arguments = [try shop.file("crm.csv", rows)]
    let first = try await shop.job("customer-metadata.stripe", arguments, onError: .continue)
    #expect(first.code == 3)
    #expect(first.writes.count == 1)
    #expect(first.messages.contains(#"no customer has email "none@example.com""#))
    #expect(first.messages.contains(#"2 customers have email "two@example.com""#))
    #expect(
      await shop.run("query customers where metadata.crm is not null select email, metadata").lines
        == [#"{"email":"one@example.com","metadata":{"crm":"2"}}"#])
    let second = try await shop.job("customer-metadata.stripe", arguments, onError: .continue)
    #expect(second.writes == [])
  }
}

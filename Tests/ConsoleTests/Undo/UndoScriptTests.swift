import Diagnostics
import JSON
import Testing

@testable import Console
@testable import Undo

/// What is written for what a report tells of.
@Suite struct UndoScriptTests {
  /// The script's lines without its head; the script must pass the checks.
  private func lines(_ report: JSONValue...) async throws -> [String] {
    let text = report.map(\.compact).joined(separator: "\n") + "\n"
    let script = try UndoScript(of: text, named: "r.ndjson")
    let place = try TestPlace()
    let checked = await place.session().check([SourceText(name: "undo", text: script.text)])
    #expect(checked != nil, "\(script.text)\n\(place.messages.text)")
    return script.text.split(separator: "\n").dropFirst().map(String.init)
  }

  private func write(
    _ operation: String, _ path: String, method: String = "POST", ids: [JSONValue] = [],
    _ more: JSONObject = [:]
  ) -> JSONValue {
    var line: JSONObject = [
      "operation": .string(operation), "method": .string(method), "path": .string(path),
      "outcome": "ok", "status": 200, "ids": .array(ids),
    ]
    for member in more.members { line[member.key] = member.value }
    return .object(line)
  }

  private func update(_ previous: JSONObject, _ more: JSONObject = [:]) -> JSONValue {
    var more = more
    more["previous"] = .object(previous)
    return write("update customer", "/v1/customers/cus_1", ids: ["cus_1"], more)
  }

  @Test func `the last write is undone first, and reads are nothing to undo`() async throws {
    let found = try await lines(
      write("create customer", "/v1/customers", ids: ["cus_1"]),
      write("query customers", "/v1/customers", method: "GET", ids: ["cus_1"]),
      update(["name": "Ann", "metadata": ["tier": "gold", "vip": nil]]))
    #expect(
      found == [
        #"update customer cus_1 { name: "Ann", metadata: { tier: "gold", vip: null } }"#,
        "delete customer cus_1",
      ])
  }

  @Test func `what Stripe refused is passed over, what had no answer is named`() async throws {
    let found = try await lines(
      write("create customer", "/v1/customers", ["outcome": "error", "status": 400]),
      write("create customer", "/v1/customers", ["outcome": "error", "status": nil, "row": 2]))
    #expect(
      found == [
        "# create customer, POST /v1/customers (row 2) received no response "
          + "and may have taken effect"
      ])
  }

  @Test func `a script is for the account of its report`() async throws {
    let found = try await lines(update(["name": "Ann"], ["account": "acct_1"]))
    #expect(
      found == [
        #"let account = request GET "/v1/account""#,
        #"assert $account.id = "acct_1", "the report belongs to another account""#,
        #"update customer cus_1 { name: "Ann" }"#,
      ])
    #expect(throws: UnreadableReport(message: "it contains writes to more than one account: a, b"))
    {
      let lines = [update([:], ["account": "a"]), update([:], ["account": "b"])]
      _ = try UndoScript(of: lines.map(\.compact).joined(separator: "\n"), named: "r.ndjson")
    }
    // A sandbox's account has no name.
    let message = "it contains writes to more than one account: a, an unnamed account"
    #expect(throws: UnreadableReport(message: message)) {
      let lines = [update([:], ["account": "a"]), update([:])]
      _ = try UndoScript(of: lines.map(\.compact).joined(separator: "\n"), named: "r.ndjson")
    }
  }

  @Test func `a write that a resumed run sent again is one`() async throws {
    let found = try await lines(
      write(
        "create customer", "/v1/customers",
        ["outcome": "error", "status": nil, "row": 1, "idempotency_key": "k-1"]),
      write(
        "create customer", "/v1/customers", ids: ["cus_1"], ["row": 1, "idempotency_key": "k-1"]),
      write(
        "create customer", "/v1/customers", ids: ["cus_2"], ["row": 2, "idempotency_key": "k-2"])
    )
    #expect(found == ["delete customer cus_2", "delete customer cus_1"])
  }

  @Test func `a line of a method that Stripe does not have is no line of a report`() {
    #expect(throws: UnreadableReport(message: "`PUT` is not a method of Stripe's API")) {
      let line = write("update customer", "/v1/customers/cus_1", method: "PUT")
      _ = try UndoScript(of: line.compact, named: "r.ndjson")
    }
  }

  @Test func `what was made goes, or its life is ended`() async throws {
    let found = try await lines(
      write("create refund", "/v1/refunds", ids: ["re_1"]),
      write("create charge", "/v1/charges", ids: ["ch_1"]),
      write("create payment_intent", "/v1/payment_intents", ids: ["pi_1"]),
      write("create price", "/v1/prices", ids: ["price_1"]),
      write("create tax_id", "/v1/customers/cus_1/tax_ids", ids: ["txi_1"]),
      write(
        "create invoice_line_item", "/v1/invoices/in_1/add_lines", ids: ["il_1", "il_2"]))
    #expect(
      found == [
        "delete lines il_1, il_2 of invoice in_1", "delete tax_id txi_1 of customer cus_1",
        "update price price_1 { active: false }", "execute cancel payment_intent pi_1",
        "# cannot be undone: create charge ch_1: charges the customer",
        "# may come too late: create refund re_1: refunds the customer",
        "execute cancel refund re_1",
      ])
  }

  @Test func `what has no way back is named with its reason`() async throws {
    let found = try await lines(
      write("delete customer", "/v1/customers/cus_9", method: "DELETE", ids: ["cus_9"], ["row": 3]),
      write("finalize invoice", "/v1/invoices/in_1/finalize", ids: ["in_1"]),
      write("attach payment_method", "/v1/payment_methods/pm_1/attach", ids: ["pm_1"]),
      write("update customer", "/v1/customers/cus_1", ids: ["cus_1"]),
      write("request", "/v1/nothing/known", ids: ["x_1"]))
    #expect(
      found == [
        "# cannot be undone: request x_1: its operation is unknown",
        "# cannot be undone: update customer cus_1: "
          + "the report has no previous values for these fields",
        "# cannot be undone: attach payment_method pm_1: Stripe has no operation that undoes it",
        "# cannot be undone: finalize invoice in_1: Stripe has no operation that undoes it",
        "# cannot be undone: delete customer cus_9 (row 3)",
      ])
  }

  @Test func `of what was made and deleted again nothing is left to undo`() async throws {
    let found = try await lines(
      write("create customer", "/v1/customers", ids: ["cus_1"]), update(["name": nil]),
      write("delete customer", "/v1/customers/cus_1", method: "DELETE", ids: ["cus_1"]))
    #expect(found == [])
  }

  @Test func `what was deleted is not changed back`() async throws {
    let found = try await lines(
      update(["name": nil]),
      write("delete customer", "/v1/customers/cus_1", method: "DELETE", ids: ["cus_1"]))
    #expect(
      found == ["# cannot be undone: delete customer cus_1"])
  }

  @Test func `fields that cannot be set back are named, the others are put back`() async throws {
    let found = try await lines(
      update(
        ["name": "Ann", "object": "customer", "invoice_settings": ["footer": "sk_test_********"]],
        ["not_captured": ["source"]]))
    let begin = "# cannot be restored: update customer cus_1: "
    #expect(
      found == [
        begin + "`object` cannot be set",
        begin + "`invoice_settings.footer` is a secret, which the report does not contain",
        begin + "Stripe does not return `source`",
        #"update customer cus_1 { name: "Ann" }"#,
      ])
  }

  @Test func `values go back in the form that requests take`() async throws {
    let found = try await lines(
      write(
        "update subscription", "/v1/subscriptions/sub_1", ids: ["sub_1"],
        [
          "previous": [
            "default_payment_method": ["id": "pm_1", "object": "payment_method"],
            "default_tax_rates": [["id": "txr_1", "object": "tax_rate"]],
            "description": nil, "proration_behavior": "sk_live_*********", "discounts": [],
          ]
        ]))
    #expect(
      found.last
        == #"""
        update subscription sub_1 {
          default_payment_method: "pm_1",
        """# || found.joined().contains(#"default_payment_method: "pm_1""#))
    #expect(found.joined().contains(#"default_tax_rates: ["txr_1"]"#))
    #expect(found.joined().contains("description: null"))
    #expect(found.joined().contains("discounts: null"))
    #expect(found.joined().contains("`proration_behavior` is a secret"))
  }

  @Test func `lines that were changed together are put back together`() async throws {
    let found = try await lines(
      write(
        "update invoice_line_item", "/v1/invoices/in_1/update_lines", ids: ["il_1", "il_2"],
        [
          "previous": [
            "lines": [
              ["id": "il_1", "quantity": 2], ["id": "il_2", "pricing": ["type": "price_details"]],
            ]
          ]
        ]))
    #expect(
      found == [
        "# cannot be restored: update invoice_line_item il_1, il_2: "
          + "`pricing` of il_2 is returned in a different form than it accepts",
        #"execute update_lines invoice in_1 { lines: [{ id: "il_1", quantity: 2 }] }"#,
      ])
  }

  @Test(arguments: [
    #"${env("HOME")}"#, "\"; delete customers where true #", "a\\", "\u{0}\u{7F}\u{1B}[2J", "'",
    "\"'",
    "a\nb\r\n", "$x", "\\u0041", "{ } [ ]", "€ 🙂", "", " # no comment",
  ])
  func `a value is data in the script, whatever it holds`(text: String) async throws {
    let previous: JSONObject = [
      "name": .string(text), "metadata": ["odd \(text)": .string(text)],
    ]
    let line = update(previous).compact
    let script = try UndoScript(of: line, named: "r \(text)")
    let place = try TestPlace()
    let checked = await place.session().check([SourceText(name: "undo", text: script.text)])
    #expect(checked?.program.statements.count == 1, "\(script.text)")
    let code = await place.run(script.text, settings: [.dryRun: true])
    #expect(code == 0)
    let sent = try RawJSON(parsing: place.output.text).value["parameters"]
    #expect(sent == .object(previous))
  }

  @Test(arguments: [
    "of", "where", "12", "a b", "x\"y", "${x}", "plan-gold", "näh", "cus_1 { name: \"\" }",
  ])
  func `an id is an id in the script, whatever it is made of`(id: String) async throws {
    let place = try TestPlace()
    let encoded = id.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let line = write(
      "update plan", "/v1/plans/\(encoded)", ids: [.string(id)], ["previous": ["nickname": "x"]])
    let script = try UndoScript(of: line.compact, named: "r")
    let code = await place.run(script.text, settings: [.dryRun: true])
    #expect(code == 0, "\(script.text) \(place.messages.text)")
    let sent = try RawJSON(parsing: place.output.text).value["path"]?.string
    #expect(sent?.lowercased() == plainPath(id).lowercased())
  }

  private func plainPath(_ id: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~".utf8)
    return "/v1/plans/"
      + id.utf8.map { byte in
        plain.contains(byte)
          ? String(decoding: [byte], as: UTF8.self)
          : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
  }

  @Test func `what is no report is refused, and half a last line is named`() throws {
    #expect(throws: UnreadableReport(message: "line 1 is not a valid report line")) {
      _ = try UndoScript(of: "id,name\n1,2\n", named: "r")
    }
    #expect(throws: UnreadableReport(message: "line 2 is not a valid report line")) {
      try UndoScript(
        of: write("create customer", "/v1/customers", ids: ["cus_1"]).compact + "\n{\"a\":\n{}\n",
        named: "r")
    }
    let script = try UndoScript(
      of: write("create customer", "/v1/customers", ids: ["cus_1"]).compact + "\n{\"operation\": ",
      named: "r")
    #expect(script.text.contains("# the report's last line is incomplete\ndelete customer cus_1\n"))
    #expect(script.summary == "1 statement; 1 write cannot be undone")
    #expect(try UndoScript(of: "", named: "r").statements == 0)
  }
}

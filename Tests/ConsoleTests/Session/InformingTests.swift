import JSON
import Testing

@testable import Console

@Suite struct InformingTests {
  private func output(_ text: String, _ format: String? = nil) async throws -> [String] {
    let place = try TestPlace()
    let program = format.map { "set format = \($0)\n" } ?? ""
    let code = await place.run(program + text)
    #expect(code == 0, "\(place.messages.text)")
    return place.lines
  }

  private static let shop = """
    let a = create customer { name: "Ann, B", email: "a@example.com", metadata: { tier: "gold" } }
    let b = create customer { name: "Bo" }

    """

  @Test func `the format that was set is written`() async throws {
    let select = Self.shop + "query customers select name, email, metadata.tier order by name"
    #expect(
      try await output(select, "csv")
        == ["name,email,metadata.tier", #""Ann, B",a@example.com,gold"#, "Bo,,"])
    #expect(
      try await output(select, "tsv")
        == ["name\temail\tmetadata.tier", "Ann, B\ta@example.com\tgold", "Bo\t\t"])
    #expect(
      try await output(select)
        == [
          #"{"name":"Ann, B","email":"a@example.com","metadata":{"tier":"gold"}}"#,
          #"{"name":"Bo","email":null,"metadata":{"tier":null}}"#,
        ])
    let ids = try await output(Self.shop + "query customers", "ids")
    #expect(ids.count == 2)
    #expect(ids.allSatisfy { $0.hasPrefix("cus_") })
  }

  @Test func `a CSV without rows has its header`() async throws {
    #expect(try await output("query customers select id, name", "csv") == ["id,name"])
  }

  @Test func `a crossed id is expanded for a select`() async throws {
    let lines = try await output(
      Self.shop + """
        let i = create invoice { customer: $a.id }
        query invoices where customer.email = "a@example.com" select customer.name
        """)
    #expect(lines == [#"{"customer":{"name":"Ann, B"}}"#])
  }

  @Test func `settings tell where they come from`() async throws {
    let lines = try await output("set page_size = 50\nshow settings")
    #expect(lines.contains(#"{"setting":"page_size","value":50,"source":"set"}"#))
    #expect(lines.contains(#"{"setting":"on_error","value":"stop","source":"default"}"#))
    #expect(lines.contains { $0.hasPrefix(#"{"setting":"account""#) })
  }

  @Test func `variables, objects and profiles are shown`() async throws {
    #expect(
      try await output("let a = 1\nlet b = { c: 2 }\nshow variables")
        == [#"{"variable":"$a","value":1}"#, #"{"variable":"$b","value":{"c":2}}"#])
    #expect(try await output("show objects").contains { $0.contains(#""object":"invoice""#) })
    #expect(try await output("show profiles").contains { $0.contains(#""profile":"sandbox""#) })
  }

  @Test func `describe shows fields and actions`() async throws {
    let lines = try await output("describe invoice")
    #expect(lines.contains { $0.hasPrefix(#"{"name":"status","kind":"field""#) })
    #expect(lines.contains { $0.contains("execute finalize") })
  }

  @Test func `explain sends nothing and is a document where one is wanted`() async throws {
    for format in [nil, "json", "ndjson"] {
      let place = try TestPlace()
      let set = format.map { "set format = \($0)\n" } ?? ""
      let text = #"explain query invoices where customer = cus_1 and amount_due > 1000"#
      #expect(await place.run(set + text) == 0)
      #expect(place.transport.requests.isEmpty)
      #expect(place.output.text.contains("amount_due > 1000"))
      if format == "ndjson" {
        let plan = try JSONValue(parsing: place.lines[0])
        #expect(plan["node"] == "query invoices")
        #expect(plan["children"]?[0]?["node"] == "list /v1/invoices")
      }
    }
  }

  @Test func `explain shows a plan whose values are not known yet`() async throws {
    let lines = try await output(
      "explain for c in query customers { query invoices where customer = $c.id }")
    #expect(lines.contains { $0.contains("for c") })
    #expect(lines.contains { $0.contains("customer = $c.id") })
  }

  @Test func `the connection's test names account, mode and version`() async throws {
    let lines = try await output("test connection")
    #expect(lines.count == 1)
    let document = try JSONValue(parsing: lines.first ?? "")
    #expect(document["mode"] == "sandbox")
    #expect(document["api_version"]?.string?.isEmpty == false)
    #expect(document["latency_ms"]?.integer != nil)
  }

  @Test func `a report has a line for each call, with what went in or came out`() async throws {
    for (track, key) in [("input", "input"), ("output", "output")] {
      let place = try TestPlace()
      let code = await place.run(
        "create customer { name: \"Ann\" }\nget customer cus_unknown",
        settings: [.report: "report.jsonl", .track: .string(track), .onError: "continue"])
      #expect(code == 3)
      let lines = try place.file("report.jsonl").split(separator: "\n").map {
        try JSONValue(parsing: String($0))
      }
      #expect(lines.count == 2)
      #expect(lines[0]["operation"] == "create customer")
      #expect(lines[0]["outcome"] == "ok")
      #expect(lines[0]["idempotency_key"] == "key-1-1-0-1")
      #expect(lines[0][key]?["name"] == "Ann")
      #expect(lines[0]["ids"]?[0]?.string?.hasPrefix("cus_") == true)
      #expect(lines[1]["outcome"] == "error")
      #expect(lines[1]["status"] == 404)
      #expect(lines[1]["error"]?["code"] == "resource_missing")
      #expect(lines[1]["request_id"]?.string?.hasPrefix("req_") == true)
    }
  }

  @Test func `output may go to a file`() async throws {
    let place = try TestPlace()
    #expect(await place.run("print 1", settings: [.output: "out.txt"]) == 0)
    #expect(place.output.text.isEmpty)
    #expect(place.file("out.txt") == "1\n")
  }
}

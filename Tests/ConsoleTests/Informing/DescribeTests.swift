import JSON
import Testing

@testable import Console

@Suite struct DescribeTests {
  private func rows(_ text: String) async throws -> [JSONValue] {
    let place = try TestPlace()
    #expect(await place.run(text) == 0, "\(place.messages.text)")
    return try place.lines.map { try JSONValue(parsing: $0) }
  }

  private func page(_ text: String, width: Int = 100) async throws -> String {
    let place = try TestPlace(isTerminal: true, width: width)
    #expect(await place.run(text) == 0, "\(place.messages.text)")
    return place.output.text
  }

  @Test func `a field is described with its values and how it is found`() async throws {
    let row = try #require(try await rows("describe invoice status").first)
    #expect(row["name"] == "status")
    #expect(row["kind"] == "field")
    #expect(row["type"] == "enum")
    #expect(row["values"] == "draft open paid uncollectible void")
    #expect(row["notes"] == "nullable, filterable, searchable (substring)")
  }

  @Test(arguments: [
    ("describe invoice lines.data.quantity", "lines.data.quantity"),
    ("describe invoice.lines.data", "lines.data"),
    ("describe invoice id", "id"),
    ("describe subscription items", "items"),
    ("describe customer metadata.tier", "metadata.tier"),
    ("describe charge customer.email", "customer.email"),
    ("describe price recurring.interval", "recurring.interval"),
    ("describe invoice subscription", "subscription"),
    ("describe charge source", "source"),
    ("describe payment_intent confirm", "amount_to_capture"),
  ])
  func `a path may lead through lists, ids and maps, and be a filter or a parameter`(
    text: String, name: String
  ) async throws {
    let rows = try await rows(text)
    #expect(rows.first?["name"]?.string == name || rows.contains { $0["kind"] == "parameter" })
  }

  @Test(arguments: ["describe invoice finalize", "describe finalize invoice"])
  func `an action may be named before its object or after it`(text: String) async throws {
    let rows = try await rows(text)
    #expect(rows.first?["name"] == "auto_advance")
    #expect(rows.last?["kind"] == "example")
    #expect(rows.last?["values"] == "execute finalize invoice in_123")
  }

  @Test func `parameters that are required come first, with what is in them`() async throws {
    let rows = try await rows("describe create price")
    #expect(rows.first?["name"] == "currency")
    #expect(rows.first?["notes"] == "required")
    let interval = rows.first { $0["name"] == "recurring.interval" }
    #expect(interval?["values"] == "day month week year")
  }

  @Test(arguments: [
    ("describe invoice staus", "did you mean `status`?"),
    ("describe invoice finalise", "did you mean `finalize`?"),
    ("describe finalise invoice", "did you mean `finalize`?"),
    ("describe invoise status", "did you mean `invoice`?"),
    ("describe price recurring.intervall", "did you mean `interval`?"),
    ("describe customer sorce", "did you mean `source`?"),
  ])
  func `what is not there has its nearest name`(text: String, hint: String) async throws {
    let place = try TestPlace()
    #expect(await place.run(text) == 2)
    #expect(place.messages.text.contains(hint), "\(place.messages.text)")
  }

  @Test func `a page for people has sections`() async throws {
    let page = try await page("describe invoice")
    for title in ["Fields", "Filters", "Operations", "Actions", "Example"] {
      #expect(page.contains("\n\(title)\n"))
    }
    #expect(page.contains("  query invoices where status = \"draft\" limit 10\n"))
    #expect(page.contains("\n  finalize "))
    let action = try await self.page("describe create price")
    #expect(action.contains("\nRequired parameters\n  currency"))
    #expect(action.contains("\nOptional parameters\n  active"))
  }

  @Test(arguments: [20, 40, 80, 120])
  func `no name is cut at any width`(width: Int) async throws {
    for (text, names) in [
      ("describe invoice", ["account_name", "automatically_finalizes_at", "hosted_invoice_url"]),
      ("describe create subscription", ["payment_settings.save_default_payment_method"]),
    ] {
      let page = try await page(text, width: width)
      for name in names {
        #expect(
          page.split(separator: "\n").contains {
            $0.hasPrefix("  \(name) ") || $0 == "  \(name)"
          }, "\(name) at \(width)")
      }
    }
  }

  @Test func `a path that leads nowhere says where it ends`() async throws {
    let place = try TestPlace()
    #expect(await place.run("describe invoice lines.data.prices") == 2)
    #expect(place.messages.text.contains("invoice.lines.data has no field"))
    #expect(place.messages.text.contains("`describe invoice lines.data` shows what it has"))
  }

  @Test func `in a file a description is documents`() async throws {
    let place = try TestPlace(isTerminal: true)
    #expect(
      await place.run("describe invoice status", settings: [.format: "ndjson", .color: "never"])
        == 0)
    #expect(place.output.text.hasPrefix("{\"name\":"), "\(place.output.text)")
  }
}

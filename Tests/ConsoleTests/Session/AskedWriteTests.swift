import JSON
import Prompt
import StripeWire
import Synchronization
import Testing

@testable import Console

/// Bulk writes that somebody must mean: at the prompt, and to a live account.
@Suite struct AskedWriteTests {
  private static let stripe = AnsweringTransport { request in
    switch (request.method, request.path) {
    case (.get, "/v1/account"):
      AnsweringTransport.json(200, #"{"id":"acct_1","business_profile":{"name":"Acme"}}"#)
    case (.get, _):
      AnsweringTransport.json(
        200, #"{"data":[{"id":"in_1","created":2},{"id":"in_2","created":1}],"has_more":false}"#)
    default: AnsweringTransport.json(200, #"{"id":"in_1"}"#)
    }
  }

  /// What was asked at the prompt, and the requests that were sent.
  private func prompt(
    _ text: String, answering answers: [String?], key: String? = nil
  ) async throws -> (asked: [String], sent: [String], messages: String) {
    let place = try TestPlace(Self.stripe, key: key)
    let asked = Mutex<[String]>([])
    let asking: Asking = { question in
      asked.withLock { asked in
        asked.append(question)
        return asked.count <= answers.count ? answers[asked.count - 1] : nil
      }
    }
    _ = await place.session().run(text, asking: asking)
    return (asked.withLock { $0 }, place.transport.lines, place.messages.text)
  }

  @Test func `the prompt says how many are written and what it means, and asks`() async throws {
    let text = "execute void invoices where status = \"open\""
    let (asked, sent, messages) = try await prompt(text, answering: ["n"])
    #expect(asked == ["Void 2 invoices? This cannot be undone. [y/N] "])
    #expect(!sent.contains { $0.hasPrefix("POST") })
    #expect(messages == "  in_1\n  in_2\nNothing was written.\n")
    let (_, meant, _) = try await prompt(text, answering: ["y"])
    #expect(meant.filter { $0.hasPrefix("POST") }.count == 2)
  }

  @Test func `a question names the first rows, as they are or will be`() async throws {
    let place = try TestPlace()
    let text = """
      create customers from [{ m: "a@b.c" }, { m: "b@b.c" }, { m: "c@b.c" }, { m: "d@b.c" },
        { m: "e@b.c" }, { m: "f@b.c" }, { m: "g@b.c" }] { email: $row.m }
      """
    _ = await place.session().run(text, asking: { _ in "y" })
    let shown = "  a@b.c\n  b@b.c\n  c@b.c\n  d@b.c\n  e@b.c\n  … and 2 more\n"
    #expect(place.messages.text.hasPrefix(shown), "\(place.messages.text)")
    let invoices = """
      let p = create customer { name: "Ann Lee" }
      let i = create invoice { customer: $p.id }
      let n = create invoice_item { customer: $p.id, invoice: $i.id, amount: 1999, currency: "usd" }
      """
    let other = try TestPlace()
    let session = other.session()
    _ = await session.run(invoices, asking: { _ in "y" })
    _ = await session.run("delete invoices where true", asking: { _ in "n" })
    #expect(other.messages.text.contains(" (Ann Lee, usd 19.99, draft)\n"))
  }

  @Test func `who declines with Ctrl-C writes nothing`() async throws {
    let (asked, sent, _) = try await prompt(
      "update customers where true { name: \"x\" }", answering: [nil])
    #expect(asked == ["Update 2 customers? [y/N] "])
    #expect(!sent.contains { $0.hasPrefix("POST") })
  }

  @Test func `one write is not asked about, nor is none`() async throws {
    let (asked, sent, _) = try await prompt(
      "update customer cus_1 { name: \"x\" }", answering: [])
    #expect(asked.isEmpty)
    #expect(sent == ["POST /v1/customers/cus_1"])
  }

  @Test func `a live account is named once before many writes`() async throws {
    let place = try TestPlace(Self.stripe, key: "sk_live_1234567890")
    var settings = SessionSettings()
    settings.liveWrites = true
    let text = "delete customers cus_1, cus_2\ndelete customers cus_3, cus_4"
    let code = await place.session(settings).run([.init(name: "test", text: text)])
    #expect(code == 0)
    #expect(place.transport.lines.filter { $0 == "GET /v1/account" }.count == 1)
    #expect(place.transport.lines.first == "GET /v1/account")
    #expect(place.messages.text.contains("Writing to the LIVE account Acme.\n"))
  }

  @Test func `another account than the one asked for is not written to`() async throws {
    let place = try TestPlace(Self.stripe, key: "sk_live_1234567890", account: "acct_2")
    var settings = SessionSettings()
    settings.liveWrites = true
    let code = await place.session(settings).run([
      .init(name: "test", text: "delete customers cus_1, cus_2")
    ])
    #expect(code == 6)
    #expect(place.transport.lines == ["GET /v1/account"])
    #expect(place.messages.text.contains("the key belongs to account acct_1, expected acct_2"))
  }

  @Test func `at the prompt a live account is written to after its name is typed`() async throws {
    let text = "update customer cus_1 { name: \"x\" }"
    let key = "sk_live_1234567890"
    let (asked, sent, _) = try await prompt(text, answering: ["Acme"], key: key)
    #expect(asked == ["LIVE account Acme. Type its name to allow writes: "])
    #expect(sent == ["GET /v1/account", "POST /v1/customers/cus_1"])
    let (_, refused, messages) = try await prompt(text, answering: ["acme"], key: key)
    #expect(refused == ["GET /v1/account"])
    #expect(messages.contains("nothing was written: this is not the account's name"))
  }
}

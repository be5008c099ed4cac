import Diagnostics
import JSON
import StripeWire
import Synchronization
import Testing

@testable import Console

@Suite struct BulkTests {
  private static let three = """
    let a = create customer { name: "Ann" }
    let b = create customer { name: "Bo" }
    let c = create customer { name: "Cy" }

    """

  @Test func `results come in input order and the summary beside them`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      #"create customers from [{ name: "Ann" }, { name: "Bo" }, { name: "Cy" }]"#
        + " { name: $row.name }"
    )
    #expect(code == 0, "\(place.messages.text)")
    let names = try place.lines.map { try JSONValue(parsing: $0)["name"]?.string }
    #expect(names == ["Ann", "Bo", "Cy"])
    #expect(place.messages.text.contains("3 done, 0 failed"))
  }

  @Test func `a bad row of a value is found before the first is written`() async throws {
    let place = try TestPlace()
    let text = #"update customers from [{ id: "cus_1", name: "a" }, { name: "b" }]"#
    #expect(await place.run(text) == 2)
    #expect(place.transport.requests.isEmpty)
    #expect(place.messages.text.contains("row 2: update customer requires an `id`"))
    #expect(place.messages.text.contains("1 row of 2 cannot be written; nothing was sent"))
    let going = try TestPlace()
    #expect(await going.run(text, settings: [.onError: "continue"]) == 3)
    #expect(going.transport.lines == ["POST /v1/customers/cus_1"])
  }

  @Test func `a job that breaks off has shown what it did, whole`() async throws {
    let transport = AnsweringTransport { request in
      guard request.parameters["name"] != "Bo" else { throw TransportError.invalid("cut") }
      return AnsweringTransport.json(200, #"{"id":"cus_1"}"#)
    }
    let place = try TestPlace(transport, key: "sk_test_51abcdefgh")
    let code = await place.run(
      #"create customers from [{ name: "Ann" }, { name: "Bo" }]"#, settings: [.format: "json"])
    #expect(code == 5)
    #expect(try JSONValue(parsing: place.output.text) == [["id": "cus_1"]])
  }

  @Test func `progress is seen between the results of a busy job`() async throws {
    let time = Atomic<Int>(0)
    let place = try TestPlace(
      isTerminal: true, showsMessagesOnTerminal: true,
      now: { Double(time.add(1, ordering: .relaxed).newValue) / 100 })
    let rows = (1...60).map { "{ name: \"n\($0)\" }" }.joined(separator: ", ")
    #expect(await place.run("create customers from [\(rows)]", settings: [.format: "ndjson"]) == 0)
    // After each result until the last, once the job has lasted long enough to speak of it.
    let shown = place.messages.text.split(separator: " of 60 rows").count - 1
    #expect(shown > 40)
  }

  @Test func `under stop no row follows a failure, and that is said`() async throws {
    let place = try TestPlace()
    let code = await place.run(Self.three + "delete customers $a.id, cus_unknown, $c.id")
    #expect(code == 3)
    #expect(place.lines.count == 1)
    #expect(place.messages.text.contains("1 done, 1 failed, 1 not sent"))
    #expect(await place.run(#"print count(query customers where name = "Cy")"#) == 0)
    #expect(place.lines.last == "1")
  }

  @Test func `what cannot be undone is asked for where somebody can answer`() async throws {
    for (answer, code) in [("n", 6), ("", 6), ("y", 0), ("yes", 0)] as [(String, Int32)] {
      let place = try TestPlace()
      let questions = Mutex<[String]>([])
      let source = SourceText(
        name: "test",
        text: Self.three + "update customers $a.id, $c.id { phone: \"1\" }\n"
          + "delete customers $a.id, $c.id")
      let ended = await place.session().run([source]) { question in
        questions.withLock { $0.append(question) }
        return answer
      }
      #expect(ended == code)
      #expect(questions.withLock(\.count) == 1)
      #expect(questions.withLock { $0.first?.hasPrefix("Delete 2 customers?") } == true)
      #expect(place.messages.text.contains("nothing was written") == (code == 6))
    }
  }

  @Test(arguments: ["continue"])
  func `deleting goes on past an unknown id and exits 3`(policy: String) async throws {
    let place = try TestPlace()
    let code = await place.run(
      Self.three + "delete customers $a.id, cus_unknown, $c.id",
      settings: [.onError: .string(policy)])
    #expect(code == 3)
    #expect(place.lines.count == 2)
    #expect(place.lines.allSatisfy { $0.contains(#""deleted":true"#) })
    #expect(place.messages.text.contains("cus_unknown: No such customer: 'cus_unknown'"))
    #expect(place.messages.text.contains("2 done, 1 failed"))
  }

  @Test func `under emit there is a document for each id, in order`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      Self.three + "delete customers $a.id, cus_unknown, $c.id", settings: [.onError: "emit"])
    #expect(code == 3)
    #expect(place.lines.count == 3)
    #expect(place.lines[0].contains(#""deleted":true"#))
    #expect(try JSONValue(parsing: place.lines[1])["error"]?["code"] == "resource_missing")
    #expect(place.lines[2].contains(#""deleted":true"#))
  }

  @Test func `a bulk write finds its rows and changes them alone`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      Self.three + """
        update customers where name in ("Ann", "Cy") { metadata: { vip: "yes, ${$row.name}" } }
        """)
    #expect(code == 0, "\(place.messages.text)")
    let vips = try place.lines.map { try JSONValue(parsing: $0)["metadata"]?["vip"]?.string }
    #expect(vips == ["yes, Cy", "yes, Ann"])
    #expect(place.messages.text.contains("2 done, 0 failed"))
  }

  @Test func `a bulk write without where is no program`() async throws {
    let place = try TestPlace()
    #expect(await place.run("delete customers") == 2)
    #expect(place.messages.text.contains("where true"))
    #expect(place.transport.requests.isEmpty)
  }

  @Test func `a key that is refused ends the job and what was sent is shown`() async throws {
    let transport = AnsweringTransport { request in
      request.path.hasSuffix("cus_2")
        ? AnsweringTransport.json(401, #"{"error":{"message":"Invalid API Key"}}"#)
        : AnsweringTransport.json(200, #"{"id":"cus_1","deleted":true}"#)
    }
    let place = try TestPlace(transport)
    #expect(await place.run("delete customers cus_1, cus_2, cus_3, cus_4, cus_5") == 4)
    #expect(place.lines.first == #"{"id":"cus_1","deleted":true}"#)
    #expect(place.transport.requests.count < 5)
  }

  @Test func `quiet leaves the summary out`() async throws {
    let place = try TestPlace()
    _ = await place.run(Self.three + "delete customers where true", settings: [.quiet: true])
    #expect(place.messages.text.isEmpty)
    #expect(place.lines.count == 3)
  }

  @Test(arguments: [false, true])
  func `a job that pauses says so, unless it is to be quiet`(isQuiet: Bool) async throws {
    let sent = Atomic<Int>(0)
    let transport = AnsweringTransport { _ in
      (2...11).contains(sent.add(1, ordering: .relaxed).newValue)
        ? AnsweringTransport.json(503, #"{"error":{"message":"down"}}"#)
        : AnsweringTransport.json(200, #"{"id":"cus_1"}"#)
    }
    let place = try TestPlace(transport)
    let code = await place.run(
      "delete customers cus_1, cus_2, cus_3", settings: [.quiet: .bool(isQuiet)])
    #expect(code == 0, "\(place.messages.text)")
    #expect(place.lines.count == 3)
    let messages = """
      Stripe is not responding: next attempt in 1 s, 1 request waiting
      Stripe is not responding: next attempt in 2 s, 1 request waiting
      Stripe is not responding: next attempt in 4 s, 1 request waiting
      Stripe is responding again after 7 s
      3 done, 0 failed, 1 retried

      """
    #expect(place.messages.text == (isQuiet ? "" : messages))
  }

  @Test func `a job that finds nothing is done`() async throws {
    let place = try TestPlace()
    #expect(await place.run(#"delete customers where name = "Nobody""#) == 0)
    #expect(place.output.text.isEmpty)
    #expect(place.messages.text.contains("No customers matched; nothing written."))
  }
}

import Analysis
import JSON
import StripeWire
import Synchronization
import Testing

@testable import Console

@Suite struct SideBySideTests {
  private static let shop = Task { try await makeShop() }

  /// Customers, two of which have invoices enough to fill pages.
  private static func makeShop() async throws -> any Transport {
    let place = try TestPlace(try TestPlace.sandbox())
    let code = await place.run(
      """
      for n in ["Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida"] {
        let c = create customer { name: $n, email: "${$n}@example.com" }
        if $n in ("Bo", "Flo") {
          for k in [1, 2, 3, 4, 5] { let i = create invoice { customer: $c.id } }
        }
      }
      """)
    #expect(code == 0, "\(place.messages.text)")
    return RepeatingTransport(place.transport)
  }

  private static let loops = [
    "for c in query customers { get customer $c.id }",
    "for c in query customers { list invoices where customer = $c.id page size 2 }",
    "for c in query customers { query invoices where customer = $c.id select id, status }",
    "for c in query customers { get customer $c.id select name\nprint \"after ${$c.name}\" }",
    "for c in query customers order by name { let all = query invoices where customer = $c.id\n"
      + "if count($all) > 0 { print $all } else { print \"none of ${$c.name}\" } }",
    "for c in query customers { for i in query invoices where customer = $c.id page size 2 "
      + "{ get invoice $i.id select id, customer.name } }",
    "for c in query customers { assert count(query invoices where customer = $c.id) = 0, $c.name }",
    "for c in query customers { get customer $c.id; if $c.name = \"Cy\" { exit 7 } }\nprint 1",
    "for id in [\"cus_no\", \"cus_nil\", \"cus_none\"] { get customer $id }\nprint \"behind\"",
    "for c in query customers { request GET \"/v1/customers/${$c.id}\" }",
    "for c in query customers { retrieve customer where name = $c.name }",
    "let n = 0\nfor c in query customers { get customer $c.id select id;"
      + " let n = $n + 1 }\nprint $n",
    "for c in query customers { get customer $c.id; print 1 / ($c.name != \"Di\") }",
    "for c in query customers { get customer $c.id\nshow variables }",
    "for c in query customers { get customer $c.id select name\nset page_size = 3 }",
    "for c in query customers { for k in [1, 2] { get customer $c.id; let k = 3; print $k } }",
    "for c in query customers { include \"inner.stripe\" }",
    "for c in query customers { explain query invoices where customer = $c.id\n"
      + "list invoices where customer = $c.id }",
    "for c in query customers { query invoices where customer = $c.id group by status "
      + "select status, count() }",
  ]

  private static let texts = [
    "inner.stripe": "let d = get customer $c.id\nprint \"in ${$d.name}\""
  ]

  private static let manners: [(format: String, policy: String, isTerminal: Bool)] = [
    ("ndjson", "stop", false), ("csv", "continue", false), ("table", "emit", true),
  ]

  @Test(arguments: loops)
  func `a loop comes out as one iteration after another does`(loop: String) async throws {
    let shop = try await Self.shop.value
    for manner in Self.manners {
      let settings: [Setting: JSONValue] = [
        .format: .string(manner.format), .onError: .string(manner.policy),
      ]
      let near = try TestPlace(shop, texts: Self.texts, isTerminal: manner.isTerminal)
      let far = try TestPlace(
        FarAccount(transport: shop), texts: Self.texts, isTerminal: manner.isTerminal,
        now: FarAccount.clock())
      let expected = await near.run(loop, settings: settings)
      #expect(await far.run(loop, settings: settings) == expected, "\(manner)")
      #expect(far.everything.text == near.everything.text, "\(manner)")
      #expect(far.output.text == near.output.text, "\(manner)")
    }
  }

  private static func customer(_ request: APIRequest) -> APIResponse {
    let id = request.path.split(separator: "/").last ?? ""
    return AnsweringTransport.json(200, #"{"id":"\#(id)"}"#)
  }

  @Test(.timeLimit(.minutes(10)))
  func `iterations are under way together`() async throws {
    let place = try TestPlace(
      MeetingTransport(size: 4, answer: Self.customer), now: FarAccount.clock())
    let numbers = (0...8).map { "\"cus_\($0)\"" }.joined(separator: ", ")
    let code = await place.run(
      "for id in [\(numbers)] { get customer $id }", settings: [.concurrency: 4])
    #expect(code == 0)
    #expect(place.lines == (0...8).map { #"{"id":"cus_\#($0)"}"# })
  }

  @Test(.timeLimit(.minutes(10)))
  func `a loop in a loop shares what may be under way`() async throws {
    let place = try TestPlace(
      MeetingTransport(size: 4, answer: Self.customer), now: FarAccount.clock())
    let code = await place.run(
      """
      get customer cus_0
      for a in [1, 2] { for b in [1, 2, 3, 4] { get customer "cus_${$a}${$b}" } }
      """, settings: [.concurrency: 4])
    #expect(code == 0)
    #expect(place.lines.count == 9)
    #expect(place.lines == place.lines.sorted())
  }

  @Test(arguments: [
    "create customer { name: $n }", "let total = $n\nget customer cus_1",
    "set page_size = 10\nget customer cus_1", "request POST \"/v1/customers/cus_1\"",
    "let c = update customer cus_1 { name: $n }", "print $n",
    "if $n = 1 { delete customer cus_1 } else { get customer cus_1 }",
    "for m in [1] { print count(query customers)\ncreate customer { name: \"x\" } }",
    "explain analyze query customers",
  ])
  func `what changes anything runs one after another`(body: String) async throws {
    let transport = MostUnderWay()
    let place = try TestPlace(transport, now: FarAccount.clock())
    let code = await place.run(
      "let total = 0\nget customer cus_1\nfor n in [\"1\", \"2\", \"3\"] { \(body) }")
    #expect(code == 0, "\(place.messages.text)")
    #expect(transport.most == 1)
  }

  @Test func `the iteration whose turn it is shows rows as they come`() async throws {
    let output = Mutex<(@Sendable () -> String)?>(nil)
    let seen = Mutex("")
    let place = try TestPlace(
      AnsweringTransport { request in
        guard request.parameters["starting_after"] == "plink_1" else {
          return AnsweringTransport.json(200, #"{"data":[{"id":"plink_1"}],"has_more":true}"#)
        }
        seen.withLock { $0 = output.withLock(\.self)?() ?? "" }
        return AnsweringTransport.json(200, #"{"data":[{"id":"plink_2"}],"has_more":false}"#)
      }, now: FarAccount.clock())
    output.withLock { $0 = { place.output.text } }
    #expect(
      await place.run("list payment_links\nfor n in [1, 2] { list payment_links }") == 0)
    #expect(place.lines.count == 6)
    // What the last iteration saw when it asked for its second page.
    #expect(seen.withLock(\.self).split(separator: "\n").count >= 3)
  }

  @Test func `ctrl-C ends all that is under way`() async throws {
    let (stalls, stalled) = AsyncStream<Void>.makeStream()
    let transport = StallingTransport(
      answer: { request in
        ["cus_0", "cus_1", "cus_3"].contains(request.path.split(separator: "/").last ?? "")
          ? Self.customer(request) : nil
      }, reached: { if $0 == 2 { stalled.yield() } })
    let place = try TestPlace(transport, now: FarAccount.clock())
    let run = Task {
      await place.run(
        """
        for n in ["cus_0", "cus_1", "cus_2", "cus_3", "cus_4"] { get customer $n }
        """)
    }
    var iterator = stalls.makeAsyncIterator()
    await iterator.next()
    run.cancel()
    #expect(await run.value == 130)
    #expect(place.lines == [#"{"id":"cus_0"}"#, #"{"id":"cus_1"}"#])
  }

  @Test func `behind the iteration that ends the run nothing is begun`() async throws {
    let place = try TestPlace(AnsweringTransport(answer: Self.customer), now: FarAccount.clock())
    let ids = (0..<100).map { "\"cus_\($0)\"" }.joined(separator: ", ")
    let code = await place.run(
      "for id in [\(ids)] { get customer $id; if $id = \"cus_5\" { exit 3 } }",
      settings: [.concurrency: 4])
    #expect(code == 3)
    #expect(place.lines.count == 6)
    #expect(place.transport.requests.count < 14)
  }
}

/// Counts requests that are under way together.
private final class MostUnderWay: Transport {
  private let counts = Mutex((now: 0, most: 0))

  var most: Int { counts.withLock(\.most) }

  func send(_ request: APIRequest) async throws -> APIResponse {
    counts.withLock { counts in
      counts.now += 1
      counts.most = max(counts.most, counts.now)
    }
    defer { counts.withLock { $0.now -= 1 } }
    for _ in 0..<20 { await Task.yield() }
    return AnsweringTransport.json(200, #"{"id":"cus_1","created":1,"data":[],"has_more":false}"#)
  }
}

import AccountConfiguration
import Analysis
import JSON
import StripeWire
import Synchronization
import Testing

@testable import Console

@Suite struct GuardTests {
  private static let account = AnsweringTransport { request in
    request.path == "/v1/account"
      ? AnsweringTransport.json(
        200, #"{"id":"acct_1","settings":{"dashboard":{"display_name":"Acme"}}}"#)
      : AnsweringTransport.json(200, #"{"id":"cus_1","data":[],"has_more":false}"#)
  }

  private static let liveKey = "sk_live_51abcdefgh"

  @Test func `read-only refuses writes and lets reads pass`() async throws {
    for write in [
      #"create customer { name: "Ann" }"#, "delete customer cus_1", "execute finalize invoice in_1",
      #"request POST "/v1/customers""#, #"let c = create customer { name: "Ann" }"#,
      "delete customers where true",
    ] {
      let place = try TestPlace()
      #expect(await place.run("list customers\n\(write)", settings: [.readOnly: true]) == 6)
      #expect(place.transport.lines == ["GET /v1/customers"], "\(write)")
      #expect(place.messages.text.contains("read_only"))
    }
  }

  @Test(arguments: [Setting.readOnly, .dryRun])
  func `a guard that an option put up stays up, whatever statements say`(
    guarding: Setting
  ) async throws {
    let name = guarding.rawValue
    let write = "create customer { name: \"Ann\" }"
    for text in ["set \(name) = false", "set \(name) = true\nset \(name) = \"false\""] {
      let place = try TestPlace()
      #expect(await place.run(text, write, settings: [guarding: true]) == 6)
      #expect(place.transport.requests.isEmpty)
      #expect(place.messages.text.contains("`\(name)` is on by test and cannot be turned off"))
      let free = try TestPlace()
      #expect(await free.run("set \(name) = true\nset \(name) = false", write) == 0)
      #expect(free.transport.lines == ["POST /v1/customers"])
    }
  }

  @Test func `what a profile chose goes with it`() {
    var settings = SessionSettings()
    settings.set(.pageSize, to: 7, from: "--page-size")
    var profile = ProfileSettings()
    profile.readOnly = true
    profile.pageSize = 10
    profile.onError = "emit"
    settings.adopt(profile, named: "careful")
    #expect(settings.readOnly && settings.onError == .emit && settings.pageSize == 7)
    settings.adopt(ProfileSettings(), named: "free")
    #expect(!settings.readOnly && settings.onError == .stop && settings.pageSize == 7)
    #expect(settings.sources[.readOnly] == nil)
  }

  @Test func `a name typed for one live account allows no writes to another`() async throws {
    let place = try TestPlace(Self.account, key: Self.liveKey)
    let session = place.session()
    let questions = Atomic<Int>(0)
    for isOther in [false, false, true] {
      if isOther { try await session.use(profile: "other") }
      _ = await session.run("create customer {}") { _ in
        questions.add(1, ordering: .relaxed)
        return "Acme"
      }
    }
    #expect(questions.load(ordering: .relaxed) == 2)
  }

  @Test func `a dry run shows what would be sent and exits 0`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      """
      create customer { name: "Ann", metadata: { tier: "gold" } }
      delete customers cus_1, cus_2
      request POST "/v1/refunds" { charge: "ch_1" }
      """, settings: [.dryRun: true])
    #expect(code == 0, "\(place.messages.text)")
    #expect(
      place.lines == [
        #"{"method":"POST","path":"/v1/customers","#
          + #""parameters":{"name":"Ann","metadata":{"tier":"gold"}}}"#,
        #"{"method":"DELETE","path":"/v1/customers/cus_1","parameters":{}}"#,
        #"{"method":"DELETE","path":"/v1/customers/cus_2","parameters":{}}"#,
        #"{"method":"POST","path":"/v1/refunds","parameters":{"charge":"ch_1"}}"#,
      ])
    #expect(place.transport.requests.isEmpty)
  }

  @Test func `a dry run passes over what needs the result of a write`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      """
      let c = create customer { name: "Ann" }
      update customer $c.id { name: "Bo" }
      print "after ${$c.name}"
      if $c.name = "Ann" { delete customer $c.id }
      for x in query invoices where customer = $c.id { print $x.id }
      create product { name: "Tea" }
      """, settings: [.dryRun: true])
    #expect(code == 0, "\(place.messages.text)")
    #expect(place.lines.count == 2)
    #expect(place.lines.last?.contains("/v1/products") == true)
    #expect(place.transport.requests.allSatisfy { $0.method == .get })
  }

  @Test func `a live account is written only when that was said`() async throws {
    let refused = try TestPlace(Self.account, key: Self.liveKey)
    #expect(await refused.run(#"create customer { name: "Ann" }"#) == 6)
    #expect(refused.transport.requests.isEmpty)
    #expect(refused.messages.text.contains("--live-writes"))

    let reading = try TestPlace(Self.account, key: Self.liveKey)
    #expect(await reading.run("get customer cus_1") == 0)

    let allowed = try TestPlace(Self.account, key: Self.liveKey)
    var settings = SessionSettings()
    settings.liveWrites = true
    let session = allowed.session(settings)
    let code = await session.run([.init(name: "test", text: #"create customer { name: "A" }"#)])
    #expect(code == 0)
    #expect(allowed.transport.lines == ["POST /v1/customers"])
  }

  @Test(arguments: [
    ("Acme", ["GET /v1/account", "POST /v1/customers", "POST /v1/customers"]),
    ("acme", ["GET /v1/account"]),
  ])
  func `at the prompt the account's name allows live writes`(
    answer: String, lines: [String]
  ) async throws {
    let place = try TestPlace(Self.account, key: Self.liveKey)
    let session = place.session()
    for _ in 0..<2 {
      _ = await session.run(#"create customer { name: "Ann" }"#) { question in
        #expect(question.contains("Acme"))
        return answer
      }
    }
    #expect(place.transport.lines == lines)
  }

  @Test(arguments: [
    #"get customer "..""#, #"delete customers ".""#, #"request GET "/v1/customers/../charges""#,
    #"request POST "/v1/customers" { metadata: { "a][b": 1 } }"#,
    #"create customer { metadata: { "a][b": "1" } }"#,
    #"update customer cus_1 { metadata: { "": "1" } }"#,
  ])
  func `what would be read as more than a value is not sent`(statement: String) async throws {
    let place = try TestPlace(Self.account, key: "sk_test_51abcdefgh")
    #expect([1, 2].contains(await place.run(statement)))
    #expect(place.transport.requests.isEmpty)
    #expect(!place.messages.text.isEmpty)
  }

  @Test func `a test key is written without a word`() async throws {
    let place = try TestPlace(Self.account, key: "sk_test_51abcdefgh")
    #expect(await place.run(#"create customer { name: "Ann" }"#) == 0)
  }

  @Test func `a key that does not tell its mode is taken for live`() async throws {
    let place = try TestPlace(Self.account, key: "sk_org_51abcdefgh")
    #expect(await place.run(#"create customer { name: "Ann" }"#) == 6)
  }
}

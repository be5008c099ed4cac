import Analysis
import Diagnostics
import Execution
import Foundation
import JSON
import StripeWire
import Synchronization
import Testing

@testable import AccountConfiguration
@testable import Console
@testable import Undo

/// `use PROFILE` within one run: what is written after it is of the other account.
@Suite struct UseTests {
  private let scratch: ScratchDirectory
  private var directory: String { scratch.path }

  init() throws { scratch = try ScratchDirectory() }

  private static let text = """
    create customer { name: "before" }
    use other
    create customer { name: "after" }
    """

  @Test(arguments: [false, true])
  func `a report names the account that each write was made in`(hasJournal: Bool) async throws {
    let place = try TwoAccounts(directory)
    #expect(await place.run(Self.text, journal: hasJournal ? "run.journal" : nil) == 0)
    #expect(place.writes == ["acct_first", "acct_other"])
    let lines = place.report.split(separator: "\n").filter { $0.contains(#""method":"POST""#) }
    try #require(lines.count == 2)
    #expect(lines[0].contains(#""account":"acct_first""#))
    #expect(lines[1].contains(#""account":"acct_other""#))
    let refusal = #expect(throws: UnreadableReport.self) {
      try UndoScript(of: place.report, named: "r")
    }
    #expect(refusal?.message.contains("acct_first, acct_other") == true)
  }

  @Test func `what is written after it alone is undone in the other account`() async throws {
    let place = try TwoAccounts(directory)
    #expect(await place.run("use other\n" + #"create customer { name: "after" }"#) == 0)
    let script = try UndoScript(of: place.report, named: "r")
    #expect(script.text.contains(#"assert $account.id = "acct_other""#))
  }

  @Test func `a run over two accounts is resumed in both`() async throws {
    let place = try TwoAccounts(directory)
    place.fail(in: "acct_other")
    #expect(await place.run(Self.text, journal: "run.journal") == 5)
    #expect(place.writes == ["acct_first"])
    place.fail(in: nil)
    // Another key of the other profile leads to a third account: nothing is sent to it.
    place.rename("acct_other", to: "acct_third")
    #expect(await place.run(Self.text, journal: "run.journal", resumes: true) == 6)
    #expect(place.messages.contains("the journal belongs to account acct_other"))
    #expect(place.writes == ["acct_first"])
    place.rename("acct_third", to: "acct_other")
    #expect(await place.run(Self.text, journal: "run.journal", resumes: true) == 0)
    #expect(place.writes == ["acct_first", "acct_other"])
  }

  @Test func `jobs of two accounts are one run`() async throws {
    let place = try TwoAccounts(directory)
    let text = """
      create customers from [{ name: "a" }, { name: "b" }]
      use other
      create customers from [{ name: "c" }]
      """
    #expect(await place.run(text) == 0, "\(place.messages)")
    #expect(place.writes == ["acct_first", "acct_first", "acct_other"])
  }

  @Test(arguments: [ErrorPolicy.continue, .emit, .stop])
  func `an account that cannot be used ends the run`(onError: ErrorPolicy) async throws {
    let place = try TwoAccounts(directory)
    let text = Self.text.replacing("use other", with: "use broken")
    #expect(await place.run(text, onError: onError) == 2)
    #expect(place.writes == ["acct_first"])
    #expect(place.messages.contains("cannot open broken"))
  }

  @Test func `the account in force stays where another cannot be opened`() async throws {
    let place = try TwoAccounts(directory)
    let session = place.session()
    try await session.use(profile: "other")
    await #expect(throws: Failure.self) { try await session.use(profile: "broken") }
    let account = try await session.confirmedAccount()
    #expect(account.id == "acct_other")
  }
}

/// Two accounts, each with its profile, the first of which is used unless another is asked for.
private final class TwoAccounts: Sendable {
  private let place: TestPlace
  private let directory: String
  private let stripe = Mutex(Stripe())

  private struct Stripe {
    /// Accounts by profile.
    var ids = ["first": "acct_first", "other": "acct_other"]
    var keys = ["first": "sk_test_51abcdefgh", "other": "sk_test_51ijklmnop"]
    var failing: String?
    var writes: [String] = []
  }

  init(_ directory: String) throws {
    self.directory = directory
    place = try TestPlace()
  }

  /// The accounts that were written to, in order.
  var writes: [String] { stripe.withLock(\.writes) }
  var report: String { place.file("r.ndjson") }
  var messages: String { place.messages.text }

  /// Lets no write reach an account, until all of them are answered again.
  func fail(in account: String?) { stripe.withLock { $0.failing = account } }

  /// Lets a profile have another key, which leads to another account.
  func rename(_ old: String, to new: String) {
    stripe.withLock { stripe in
      for (profile, id) in stripe.ids where id == old {
        stripe.ids[profile] = new
        stripe.keys[profile] = "sk_test_51\(new.filter(\.isLetter))"
      }
    }
  }

  func run(
    _ text: String, journal: String? = nil, resumes: Bool = false, onError: ErrorPolicy = .stop
  ) async -> Int32 {
    var settings = SessionSettings()
    settings.set(.report, to: "r.ndjson", from: "--report")
    settings.onError = onError
    settings.journal = journal.map { "\(directory)/\($0)" }
    settings.resumes = resumes
    let session = session(settings)
    if let code = await session.start() { return code }
    return await session.run([SourceText(name: "test", text: text)])
  }

  private static let profiles = ["first", "other", "broken"]
    .map { "[profiles.\($0)]\napi_key_env = \"KEY\"\n" }.joined()

  func session(_ settings: SessionSettings = SessionSettings()) -> Session {
    var dependencies = place.dependencies([:])
    dependencies.accounts = AccountDependencies(
      choose: { [self] profile in choice(of: profile ?? "first") },
      configuration: { () throws(AccountError) in
        try ConfigurationReader.read(Self.profiles, path: "config.toml")
      },
      open: { [self] target, _ throws(ConnectionProblem) in
        guard case .stripe(let connection) = target, connection.account != "broken" else {
          throw ConnectionProblem("cannot open broken")
        }
        return OpenedTransport(AnsweringTransport { [self] in try answer($0, connection.key) })
      })
    return Session(settings: settings, dependencies: dependencies)
  }

  private func choice(of profile: String) -> AccountChoice {
    let key = stripe.withLock { $0.keys[profile] } ?? "sk_test_51none"
    return AccountChoice(
      source: .profile(name: profile, path: "config.toml"),
      target: .stripe(
        StripeConnection(
          key: APIKey(key), base: .stripe, account: profile == "broken" ? profile : nil)))
  }

  private func answer(_ request: APIRequest, _ key: APIKey) throws -> APIResponse {
    try stripe.withLock { stripe in
      let profile = stripe.keys.first { APIKey($0.value) == key }?.key ?? ""
      let id = stripe.ids[profile] ?? "acct_none"
      guard request.method == .post else {
        return AnsweringTransport.json(200, "{\"id\":\"\(id)\"}")
      }
      guard stripe.failing != id else { throw TransportError.unreachable("cut") }
      stripe.writes.append(id)
      return AnsweringTransport.json(200, #"{"id":"cus_1","object":"customer"}"#)
    }
  }
}

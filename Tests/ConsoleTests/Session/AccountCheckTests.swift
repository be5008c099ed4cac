import Execution
import JSON
import StripeWire
import Testing

@testable import Console

@Suite struct AccountCheckTests {
  /// Answers `/v1/account` and `/v1/balance` with these statuses.
  private func stripe(account: Int, balance: Int = 200) -> AnsweringTransport {
    AnsweringTransport { request in
      let (status, body) =
        request.path == "/v1/account"
        ? (account, #"{"id":"acct_1","settings":{"dashboard":{"display_name":"Acme"}}}"#)
        : (balance, #"{"object":"balance","livemode":false}"#)
      let refusal = #"{"error":{"type":"invalid_request_error","message":"no"}}"#
      return AnsweringTransport.json(status, status == 200 ? body : refusal)
    }
  }

  @Test func `the account is asked for once a connection`() async throws {
    let place = try TestPlace(stripe(account: 200), key: "sk_live_51abcdefgh")
    let session = place.session()
    for _ in 0..<3 {
      let account = try await session.confirmedAccount()
      #expect(account == ConfirmedAccount(id: "acct_1", name: "Acme", isLive: true))
    }
    #expect(place.transport.lines == ["GET /v1/account"])
    try await session.use(profile: "other")
    _ = try await session.confirmedAccount()
    #expect(place.transport.lines.count == 2)
  }

  @Test(
    arguments: [
      ("acct_1", nil, true), ("acct_2", nil, false), (nil, "org_1/acct_1", true),
      (nil, "acct_2", false), (nil, "org_1/acct_2", false), (nil, "org_1", true), (nil, nil, true),
      ("acct_1", "acct_2", true),
    ] as [(String?, String?, Bool)])
  func `another account than the one named is refused`(
    account: String?, context: String?, isRight: Bool
  ) async throws {
    let place = try TestPlace(
      stripe(account: 200), key: "sk_org_51abcdefgh", account: account, context: context)
    do {
      _ = try await place.session().confirmedAccount()
      #expect(isRight)
    } catch let failure as Failure {
      #expect(!isRight)
      #expect(failure.exitCode == 6)
      #expect(failure.message.hasSuffix("the key belongs to account acct_1, expected acct_2"))
    }
  }

  @Test func `a key that may not read the account is told of and goes on`() async throws {
    let place = try TestPlace(stripe(account: 403), key: "rk_live_51abcdefgh", account: "acct_9")
    let account = try await place.session().confirmedAccount()
    #expect(account == ConfirmedAccount(id: nil, name: "sandbox", isLive: false))
    #expect(place.transport.lines == ["GET /v1/account", "GET /v1/balance"])
    #expect(place.messages.text.contains("the key cannot read the account"))

    let blind = try TestPlace(stripe(account: 403, balance: 403), key: "rk_live_51abcdefgh")
    #expect(try await blind.session().confirmedAccount().isLive)
  }

  @Test func `a server that has no accounts is written to in test mode`() async throws {
    let place = try TestPlace(stripe(account: 404), key: "sk_test_51abcdefgh")
    let account = try await place.session().confirmedAccount()
    #expect(account == ConfirmedAccount(id: nil, name: "sandbox", isLive: false))
    #expect(place.transport.lines == ["GET /v1/account"])
  }

  @Test(arguments: [(401, 200), (403, 401)])
  func `a refused key stops`(account: Int, balance: Int) async throws {
    let place = try TestPlace(
      stripe(account: account, balance: balance), key: "sk_live_51abcdefgh")
    let failure = await #expect(throws: Failure.self) {
      try await place.session().confirmedAccount()
    }
    #expect(failure?.exitCode == 4)
  }

  @Test func `an organisation's key sends its context and a version`() async throws {
    let place = try TestPlace(
      stripe(account: 200), key: "sk_org_51abcdefgh", context: "org_1/acct_1")
    #expect(await place.run("get balance") == 0)
    let request = try #require(place.transport.requests.first)
    #expect(request.context == "org_1/acct_1")
    #expect(request.apiVersion?.isEmpty == false)
  }
}

import Console
import Diagnostics
import Execution
import StripeSandbox
import StripeWire
import Synchronization
import Testing

@testable import AccountConfiguration

/// A job over two accounts, each a sandbox of its own.
@Suite struct CatalogCopyTests {
  private let transports: [String: CountingTransport]
  private let place: TestPlace

  init() throws {
    transports = [
      "source": CountingTransport(try TestPlace.sandbox()),
      "target": CountingTransport(try TestPlace.sandbox()),
    ]
    place = try TestPlace()
  }

  private static let catalog = """
    let tea = create product { id: "prod_tea", name: "Tea", metadata: { sku: "1" } }
    let month = create price { product: $tea.id, currency: "usd", unit_amount: 1200,
      recurring: { interval: "month" } }
    let once = create price { product: $tea.id, currency: "jpy", unit_amount: 500 }
    let coupon = create coupon { id: "SALE", percent_off: 20, duration: "once" }
    let vat = create tax_rate { display_name: "VAT", percentage: 19, inclusive: false }
    """

  @Test func `a catalog is copied once`() async throws {
    #expect(await run(Self.catalog) == 0, "\(place.messages.text)")
    let script = try Cookbook.text(of: "copy-catalog.stripe")
    #expect(await run(script) == 0, "\(place.messages.text)")
    #expect(writes(to: "target") == 5)
    #expect(await run(script) == 0, "\(place.messages.text)")
    #expect(writes(to: "target") == 5)
    #expect(writes(to: "source") == 5)
    let before = place.lines.count
    #expect(
      await run(
        """
        use target
        query prices order by unit_amount select product, currency, unit_amount, recurring.interval
        """) == 0)
    #expect(
      Array(place.lines.dropFirst(before)) == [
        #"{"product":"prod_tea","currency":"jpy","unit_amount":500,"recurring":{"interval":null}}"#,
        #"{"product":"prod_tea","currency":"usd","unit_amount":1200,"#
          + #""recurring":{"interval":"month"}}"#,
      ])
  }

  private func writes(to profile: String) -> Int {
    transports[profile]?.requests.count { $0.method != .get } ?? 0
  }

  private static let profiles = ["source", "target"]
    .map { "[profiles.\($0)]\napi_key_env = \"KEY\"\n" }.joined()

  private func run(_ text: String) async -> Int32 {
    var dependencies = place.dependencies([:])
    let transports = transports
    dependencies.accounts = AccountDependencies(
      choose: { Self.choice(of: $0 ?? "source") },
      configuration: { () throws(AccountError) in
        try ConfigurationReader.read(Self.profiles, path: "config.toml")
      },
      open: { target, _ throws(ConnectionProblem) in
        guard case .stripe(let connection) = target,
          let transport = transports.first(where: { Self.base(of: $0.key) == connection.base })?
            .value
        else { throw ConnectionProblem("no such account") }
        return OpenedTransport(transport)
      })
    let session = Session(settings: SessionSettings(), dependencies: dependencies)
    return await session.run([SourceText(name: "test", text: text)])
  }

  private static func choice(of profile: String) -> AccountChoice {
    AccountChoice(
      source: .profile(name: profile, path: "config.toml"),
      target: .stripe(
        StripeConnection(
          key: APIKey("sk_test_51abcdefgh"), base: base(of: profile), account: nil)))
  }

  /// An address for each profile, by which its transport is known again.
  private static func base(of profile: String) -> APIBase {
    (try? APIBase("https://\(profile).example")) ?? .stripe
  }
}

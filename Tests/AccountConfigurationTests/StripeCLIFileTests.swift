import StripeWire
import Testing

@testable import AccountConfiguration

@Suite("The Stripe CLI's own file")
struct StripeCLIFileTests {
  private let login = """
    color = ''
    [default]
    account_id = 'acct_1'
    device_name = 'host'
    display_name = 'Acme'
    live_mode_api_key = 'rk_live_NeverShown'
    test_mode_api_key = 'rk_test_NeverShown'
    [other]
    test_mode_api_key = 'rk_test_other'
    """

  private func fixture(_ text: String) -> Fixture {
    var fixture = Fixture()
    fixture.addStripeCLI(text)
    return fixture
  }

  @Test("its default profile's test key is taken, and the account is for show alone")
  func test() throws {
    let choice = try fixture(login).choose()
    #expect(
      choice.source
        == .stripeCLI(
          profile: "default", path: Fixture.stripeCLIPath, displayName: "Acme",
          accountID: "acct_1"))
    let connection = try fixture(login).connection()
    #expect(connection?.key == APIKey("rk_test_NeverShown"))
    #expect(connection?.account == nil)
  }

  @Test("its live key is taken only when asked for")
  func live() throws {
    var fixture = fixture(login)
    fixture.options.stripeCLIMode = .live
    #expect(try fixture.connection()?.key == APIKey("rk_live_NeverShown"))
  }

  @Test("a single profile of another name will do")
  func single() throws {
    let choice = try fixture("[work]\ntest_mode_api_key = 'rk_test_w'").choose()
    #expect(choice.name == "work")
  }

  @Test(
    "a file that gives no key is passed over, and that is told",
    arguments: [
      ("= broken NeverShown", "invalid TOML"),
      ("", "it contains no login; run `stripe login`"),
      ("color = 'on'", "it contains no login; run `stripe login`"),
      ("[default]\naccount_id = 'a'", "its profile `default` has no test_mode_api_key"),
      (
        "[default]\ntest_mode_api_key = 'rk_test_****own'",
        "its profile `default` has no test_mode_api_key"
      ),
      ("[a]\n[b]\n", "it has no profile `default`"),
    ])
  func passedOver(text: String, reason: String) throws {
    let choice = try fixture(text).choose()
    #expect(choice.source == .nothingFound)
    #expect(choice.notes.first == "ignored \(Fixture.stripeCLIPath): \(reason)")
  }

  @Test("a file that others may read is no place for a key")
  func exposed() {
    var fixture = Fixture()
    fixture.addStripeCLI(login, isPrivate: false)
    #expect(throws: AccountError.exposedKey(path: Fixture.stripeCLIPath)) {
      try fixture.choose()
    }
  }

  @Test("options still apply to its key")
  func options() throws {
    var fixture = fixture(login)
    fixture.options.account = "acct_c"
    fixture.options.apiBase = "https://h.example"
    #expect(try fixture.connection()?.account == "acct_c")
    #expect(try fixture.connection()?.base == (try APIBase("https://h.example")))
  }
}

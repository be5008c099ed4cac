import StripeWire
import Testing

@testable import AccountConfiguration

@Suite("Which account")
struct AccountChooserTests {
  private let configuration = """
    default_profile = "acme"
    [profiles.acme]
    api_key_env = "ACME_KEY"
    account = "acct_a"
    context = "ctx_a"
    api_version = "v_a"
    api_base = "https://a.example"
    page_size = 7
    [profiles.eu]
    sandbox = true
    sandbox_data = "eu.sqlite"
    [profiles.mem]
    sandbox = true
    sandbox_data = ":memory:"
    [profiles.plain]
    sandbox = true
    """

  private var full: Fixture {
    var fixture = Fixture(configuration)
    fixture.environment["ACME_KEY"] = secret
    fixture.environment["STRIPE_API_KEY"] = "sk_test_fromTheEnvironment"
    fixture.addStripeCLI("[default]\ntest_mode_api_key = \"rk_test_fromTheCLI000\"")
    return fixture
  }

  private let acme = AccountSource.profile(name: "acme", path: Fixture.configurationPath)

  @Test("the order is: option, environment, default profile, Stripe CLI, sandbox")
  func order() throws {
    var fixture = full
    fixture.options.profile = "acme"
    #expect(try fixture.choose().source == acme)
    fixture.options.profile = nil
    #expect(try fixture.choose().source == .environmentKey)
    #expect(try fixture.connection()?.key == APIKey("sk_test_fromTheEnvironment"))
    fixture.environment["STRIPE_API_KEY"] = nil
    #expect(try fixture.choose().source == acme)
    fixture.files[Fixture.configurationPath] = nil
    #expect(try fixture.connection()?.key == APIKey("rk_test_fromTheCLI000"))
    fixture.files = [:]
    #expect(try fixture.choose().source == .nothingFound)
    #expect(
      try fixture.choose().target
        == .sandbox(.file("/home/ann/.local/share/pinstripe/sandbox.sqlite")))
  }

  @Test("a key that is set to nothing is an error", arguments: ["", " ", "\n"])
  func emptyKey(text: String) throws {
    var fixture = full
    fixture.environment["STRIPE_API_KEY"] = text
    #expect(throws: AccountError.emptyKey) { try fixture.choose() }
    #expect(AccountError.emptyKey.exitCode == 2)
    fixture.options.sandbox = true
    #expect(try fixture.choose().source == .sandboxOption)
  }

  @Test("without a key the sandbox is used where somebody is told, and else nothing")
  func nobodyWatches() throws {
    var fixture = Fixture()
    #expect(
      try fixture.choose().notes == ["No API key found; using the embedded sandbox."])
    fixture.isWatched = false
    #expect(throws: AccountError.noKey) { try fixture.choose() }
    #expect(AccountError.noKey.exitCode == 2)
    fixture.options.sandboxData = ":memory:"
    #expect(try fixture.choose().target == .sandbox(.memory))
    fixture = full
    fixture.isWatched = false
    #expect(try fixture.choose().source == .environmentKey)
  }

  @Test("a profile that there is not is found without asking for a key")
  func checkedProfile() throws {
    var fixture = full
    fixture.options.profile = "acmi"
    #expect(throws: AccountError.self) { try fixture.chooser.checkProfile() }
    for name in ["acme", "eu", "sandbox", nil] {
      fixture.options.profile = name
      fixture.environment = ["HOME": "/home/ann"]
      try fixture.chooser.checkProfile()
    }
    fixture.files = [:]
    fixture.options.profile = "acme"
    #expect(throws: AccountError.self) { try fixture.chooser.checkProfile() }
  }

  @Test("the words for each source")
  func words() {
    #expect("\(AccountSource.environmentKey)" == "STRIPE_API_KEY")
    #expect("\(acme)" == "profile `acme` in /home/ann/.config/pinstripe/config.toml")
    #expect("\(AccountSource.nothingFound)" == "the embedded sandbox (no API key found)")
    let cli = AccountSource.stripeCLI(
      profile: "default", path: "/c", displayName: "Acme", accountID: "acct_1")
    #expect("\(cli)" == "profile `default` of the Stripe CLI in /c (Acme, acct_1)")
    #expect(cli.name == "Acme")
    #expect(acme.name == "acme")
    #expect(AccountSource.nothingFound.name == "sandbox")
  }

  @Test("a profile brings its account, version, base and settings")
  func profile() throws {
    var fixture = full
    fixture.options.profile = "acme"
    let connection = try fixture.connection()
    #expect(
      connection
        == StripeConnection(
          key: APIKey(secret), base: try APIBase("https://a.example"), account: "acct_a",
          context: "ctx_a", apiVersion: "v_a"))
    #expect(try fixture.choose().settings.pageSize == 7)
  }

  @Test("options come before the profile")
  func options() throws {
    var fixture = full
    fixture.options.profile = "acme"
    fixture.options.account = "acct_o"
    fixture.options.context = "ctx_o"
    fixture.options.apiVersion = "v_o"
    fixture.options.apiBase = "http://localhost:1/"
    let connection = try fixture.connection()
    #expect(connection?.account == "acct_o")
    #expect(connection?.context == "ctx_o")
    #expect(connection?.apiVersion == "v_o")
    #expect(connection?.base == (try APIBase("http://localhost:1")))
  }

  @Test("a key from the environment goes to Stripe itself, with nothing of a profile")
  func environment() throws {
    var fixture = full
    fixture.environment["STRIPE_API_KEY"] = "  sk_test_padded123\n"
    let connection = try fixture.connection()
    #expect(
      connection
        == StripeConnection(
          key: APIKey("sk_test_padded123"), base: .stripe, account: nil, context: nil,
          apiVersion: nil))
    #expect(try fixture.choose().settings == ProfileSettings())
  }

  @Test("a broken configuration matters only where it is needed")
  func brokenConfiguration() throws {
    var fixture = full
    fixture.files[Fixture.configurationPath] = FileText(text: "= broken", isPrivate: true)
    #expect(try fixture.choose().source == .environmentKey)
    fixture.environment["STRIPE_API_KEY"] = nil
    #expect(throws: AccountError.self) { try fixture.choose() }
  }

  @Test("sandboxes: by option, by profile, in memory, in the data directory")
  func sandboxes() throws {
    var fixture = full
    let data = "/home/ann/.local/share/pinstripe"
    for (name, expected) in [
      ("eu", SandboxData.file("\(data)/eu.sqlite")), ("mem", .memory),
      ("plain", .file("\(data)/sandbox.sqlite")), ("sandbox", .file("\(data)/sandbox.sqlite")),
    ] {
      fixture.options.profile = name
      #expect(try fixture.choose().target == .sandbox(expected), "\(name)")
    }
    fixture.options.profile = nil
    fixture.options.sandbox = true
    #expect(try fixture.choose().target == .sandbox(.file("\(data)/sandbox.sqlite")))
    #expect(try fixture.choose().source == .sandboxOption)
    fixture.options.sandboxData = "here.sqlite"
    #expect(try fixture.choose().target == .sandbox(.file("here.sqlite")))
    fixture.options.sandbox = false
    fixture.options.sandboxData = ":memory:"
    #expect(try fixture.choose().target == .sandbox(.memory))
  }

  @Test("`sandbox` needs no configuration to be named")
  func sandboxByName() throws {
    var fixture = Fixture()
    fixture.options.profile = "sandbox"
    #expect(try fixture.choose().name == "sandbox")
  }

  @Test("options that exclude each other are refused")
  func conflicts() {
    func error(_ change: (inout AccountOptions) -> Void) -> AccountError? {
      var fixture = full
      change(&fixture.options)
      return #expect(throws: AccountError.self) { try fixture.choose() }
    }
    #expect(
      error {
        $0.sandbox = true
        $0.profile = "acme"
      } == .conflict("--sandbox", "--profile"))
    #expect(
      error {
        $0.sandboxData = "x"
        $0.apiBase = "https://h"
      } == .conflict("--sandbox-data", "--api-base"))
    #expect(
      error {
        $0.profile = "eu"
        $0.apiBase = "https://h"
      } == .conflict("a sandbox", "--api-base"))
  }

  @Test("an option without effect in the sandbox is told")
  func notes() throws {
    var fixture = Fixture()
    fixture.options.sandbox = true
    fixture.options.account = "acct_1"
    #expect(
      try fixture.choose().notes == ["--account has no effect: the sandbox is one account"])
  }

  @Test("another base without a key is an error, never the sandbox")
  func baseWithoutKey() {
    var fixture = Fixture()
    fixture.options.apiBase = "https://h.example"
    #expect(throws: AccountError.self) { try fixture.choose() }
  }

  @Test("a bad base is refused with its own words")
  func badBase() {
    var fixture = full
    fixture.options.apiBase = "http://h.example"
    #expect(throws: AccountError.base(.insecure(host: "h.example"))) { try fixture.choose() }
  }

  @Test("an unknown profile is an error that knows the others")
  func unknownProfile() {
    var fixture = full
    fixture.options.profile = "acne"
    let error = #expect(throws: AccountError.self) { try fixture.choose() }
    #expect(
      error.map { "\($0)" }
        == "unknown profile `acne` in \(Fixture.configurationPath); did you mean `acme`?")
    #expect(error?.exitCode == 2)
    fixture.options.profile = "nothing-like-it"
    let other = #expect(throws: AccountError.self) { try fixture.choose() }
    #expect(
      other.map { "\($0)".hasSuffix("available profiles: acme, eu, mem, plain, sandbox") } == true)
    fixture.files = [:]
    #expect(throws: AccountError.self) { try fixture.choose() }
  }

  @Test("a file that cannot be read is an error, and no reason to take another account")
  func unreadable() {
    var fixture = full
    fixture.environment["STRIPE_API_KEY"] = nil
    fixture.unreadable = [Fixture.configurationPath]
    #expect(
      throws: AccountError.unreadable(
        path: Fixture.configurationPath, reason: "permission denied")
    ) { try fixture.choose() }
  }

  @Test("without a home there is no place for the sandbox but memory or a given file")
  func noHome() throws {
    var fixture = Fixture()
    fixture.environment = [:]
    #expect(throws: AccountError.noDirectory(variable: "XDG_DATA_HOME")) {
      try fixture.choose()
    }
    fixture.options.sandboxData = ":memory:"
    #expect(try fixture.choose().target == .sandbox(.memory))
  }
}

import StripeWire
import Testing

@testable import AccountConfiguration

@Suite("Keys from where they are kept")
struct AccountKeysTests {
  private func profile(_ key: String, isPrivate: Bool = true) -> Fixture {
    Fixture("default_profile = \"acme\"\n[profiles.acme]\n\(key)", isPrivate: isPrivate)
  }

  private func error(_ fixture: Fixture) -> AccountError? {
    let error = #expect(throws: AccountError.self) { try fixture.choose() }
    if let error {
      var dumped = ""
      dump(error, to: &dumped)
      #expect(!"\(error)\(dumped)".contains("NeverShown"), "\(error)")
    }
    return error
  }

  @Test("from an environment variable, which must be set")
  func variable() throws {
    var fixture = profile("api_key_env = \"ACME_KEY\"")
    #expect(error(fixture) == .missingKey(source: "ACME_KEY", reason: "the variable is not set"))
    fixture.environment["ACME_KEY"] = ""
    #expect(error(fixture)?.exitCode == 2)
    fixture.environment["ACME_KEY"] = secret
    #expect(try fixture.connection()?.key == APIKey(secret))
  }

  @Test("from a command: its first line that is not blank")
  func command() throws {
    var fixture = profile("api_key_cmd = \"pass show acme\"")
    let command = KeyCommand(arguments: ["/bin/sh", "-c", "pass show acme"])
    fixture.output[command] = "\n  \(secret) \r\nlogin: ann\n"
    #expect(try fixture.connection()?.key == APIKey(secret))
    fixture.output[command] = " \n"
    #expect(
      error(fixture)
        == .missingKey(
          source: "the api_key_cmd of profile `acme`", reason: "it printed nothing"))
    fixture.output[command] = nil
    #expect(
      error(fixture).map { "\($0)" }
        == "cannot get a key from the api_key_cmd of profile `acme`: the command failed (exit 1)")
  }

  @Test("from the keyring, asked for the profile's name")
  func keyring() throws {
    var fixture = profile("keyring = true")
    fixture.output[.keyring(profile: "acme")] = secret
    #expect(try fixture.connection()?.key == APIKey(secret))
    fixture.output[.keyring(profile: "acme")] = "\n"
    for missing in [fixture, profile("keyring = true")] {
      let text = error(missing).map { "\($0)" } ?? ""
      #expect(
        text.contains("the keyring: there is no key for the profile `acme`; store one with: "))
    }
    for failure in [KeyCommandError.failed(status: 127), .notStarted(program: "x")] {
      var bare = profile("keyring = true")
      bare.failure = failure
      let text = error(bare).map { "\($0)" } ?? ""
      #expect(text == "cannot get a key from the keyring: it requires \(KeyCommand.keyringTool)")
    }
    var slow = profile("keyring = true")
    slow.failure = .timedOut
    #expect(
      error(slow).map { "\($0)" }
        == "cannot get a key from the keyring: the command timed out")
    #if os(Linux)
      #expect(
        KeyCommand.storing(profile: "it's")
          == "secret-tool store --label=pinstripe service pinstripe profile 'it'\\''s'")
      #expect(
        KeyCommand.keyring(profile: "a b").arguments == [
          "/usr/bin/env", "secret-tool", "lookup", "service", "pinstripe", "profile", "a b",
        ])
    #endif
  }

  @Test("from the file itself, only where nobody else may read it")
  func literal() throws {
    let line = "api_key = \"\(secret)\""
    #expect(try profile(line).connection()?.key == APIKey(secret))
    let refused = error(profile(line, isPrivate: false))
    #expect(refused == .exposedKey(path: Fixture.configurationPath))
    #expect(refused?.exitCode == 6)
    #expect(
      refused.map { "\($0)".hasSuffix("run: chmod 600 \(Fixture.configurationPath)") } == true)
    #expect("\(AccountError.exposedKey(path: "/a b/it's"))".hasSuffix("'/a b/it'\\''s'"))
  }

  @Test("a configuration that somebody else may have written is refused, key or no key")
  func foreignFile() throws {
    let text = "default_profile = \"acme\"\n[profiles.acme]\napi_key_cmd = \"pass acme\""
    for (isOwn, isWritable) in [(false, false), (false, true), (true, true)] {
      var fixture = Fixture()
      fixture.files[Fixture.configurationPath] = FileText(
        text: text, isPrivate: false, isOwn: isOwn, isWritableByAll: isWritable)
      let refused = error(fixture)
      let path = Fixture.configurationPath
      #expect(refused == (isOwn ? .writableFile(path: path) : .foreignFile(path: path)))
      #expect(refused?.exitCode == 6)
    }
  }

  @Test("what is sent in a header must stay one", arguments: ["acct_1\r\nX: y", "", "é"])
  func unsendable(value: String) {
    let settings: [(String, WritableKeyPath<AccountOptions, String?>)] = [
      ("account", \.account), ("context", \.context), ("API version", \.apiVersion),
    ]
    for (setting, path) in settings {
      var fixture = Fixture()
      fixture.environment["STRIPE_API_KEY"] = secret
      fixture.options[keyPath: path] = value
      #expect(error(fixture) == .unsendable(setting: setting))
    }
  }

  @Test(
    "a key in the wrong place is refused and not repeated",
    arguments: ["api_key_env", "account", "context", "api_version", "api_base"])
  func misplaced(setting: String) {
    let line = setting == "api_key_env" ? "" : "api_key_env = \"K\"\n"
    guard case .configuration(let problems)? = error(profile("\(line)\(setting) = \"\(secret)\""))
    else { return #expect(Bool(false)) }
    #expect(!problems.isEmpty)
  }

  @Test("a file without a key in it may be open")
  func openFile() throws {
    var fixture = profile("api_key_env = \"ACME_KEY\"", isPrivate: false)
    fixture.environment["ACME_KEY"] = secret
    #expect(try fixture.connection() != nil)
  }

  @Test("a publishable key is refused by a guard, wherever it comes from")
  func publishable() {
    var fixture = Fixture()
    fixture.environment["STRIPE_API_KEY"] = "pk_test_NeverShown"
    #expect(error(fixture) == .publishableKey(source: "STRIPE_API_KEY"))
    #expect(error(fixture)?.exitCode == 6)
    let source = "profile `acme` in \(Fixture.configurationPath)"
    let literal = profile("api_key = \"pk_live_NeverShown\"")
    #expect(error(literal) == .publishableKey(source: source))
  }

  @Test(
    "what cannot be a key is refused",
    arguments: [
      "sk test NeverShown", "NeverShown\u{7}é", "hello", "sk_", "Sk_test_NeverShown", "whsec_x",
    ])
  func malformed(text: String) {
    var fixture = Fixture()
    fixture.environment["STRIPE_API_KEY"] = text
    guard case .malformedKey? = error(fixture) else { return #expect(Bool(false), "\(text)") }
  }

  @Test("an organisation's key needs a context")
  func organisation() throws {
    var fixture = Fixture()
    fixture.environment["STRIPE_API_KEY"] = "sk_org_live_NeverShown"
    #expect(error(fixture) == .missingContext(source: "STRIPE_API_KEY"))
    fixture.options.context = "acct_1"
    #expect(try fixture.connection()?.context == "acct_1")
    var profile = profile("api_key_env = \"K\"\ncontext = \"acct_2\"")
    profile.environment["K"] = "sk_org_live_NeverShown"
    #expect(try profile.connection()?.context == "acct_2")
  }

  @Test("a choice shows its key's ends alone, also in a dump")
  func descriptions() throws {
    let choice = try profile("api_key = \"\(secret)\"").choose()
    var dumped = ""
    dump(choice, to: &dumped)
    #expect(!"\(choice)\(dumped)".contains("NeverShown"))
    #expect(dumped.contains("sk_test_…abcd"))
  }
}

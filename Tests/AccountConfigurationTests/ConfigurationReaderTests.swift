import StripeWire
import Testing

@testable import AccountConfiguration

@Suite("The configuration's text")
struct ConfigurationReaderTests {
  private func read(_ text: String) throws(AccountError) -> ConfigurationFile {
    try ConfigurationReader.read(text, path: "config.toml")
  }

  /// The problems of a text, a line each.
  private func problems(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch .configuration(let problems) {
      return problems.map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  @Test("every setting of a profile is read")
  func whole() throws {
    let configuration = try read(
      """
      default_profile = "acme"

      [profiles.acme]
      api_key_env = "ACME_STRIPE_KEY"        # or another source
      account = "acct_1032D82eZvKYlo2C"
      context = "acct_2"
      api_version = "2026-10-28.endive"
      api_base = "http://localhost:12111/"
      read_only = true
      page_size = 50
      format = "csv"
      on_error = "emit"
      max_requests_per_second = 12.5

      [profiles."sandbox eu"]
      sandbox = true
      sandbox_data = "eu.sqlite"
      max_requests_per_second = 7
      """)
    #expect(configuration.defaultProfile == "acme")
    #expect(configuration.profiles.map(\.name) == ["acme", "sandbox eu"])
    var stripe = Profile.Stripe(key: .environment(variable: "ACME_STRIPE_KEY"))
    stripe.account = "acct_1032D82eZvKYlo2C"
    stripe.context = "acct_2"
    stripe.apiVersion = "2026-10-28.endive"
    stripe.base = try APIBase("http://localhost:12111")
    let acme = try #require(configuration.profile(named: "acme"))
    #expect(acme.target == .stripe(stripe))
    #expect(acme.settings.readOnly == true)
    #expect(acme.settings.pageSize == 50)
    #expect(acme.settings.format == "csv")
    #expect(acme.settings.onError == "emit")
    #expect(acme.settings.maxRequestsPerSecond == 12.5)
    let sandbox = try #require(configuration.profile(named: "sandbox eu"))
    #expect(sandbox.target == .sandbox(data: "eu.sqlite"))
    #expect(sandbox.settings.maxRequestsPerSecond == 7)
    #expect(sandbox.settings.readOnly == nil)
  }

  @Test("an empty file is a configuration without profiles")
  func empty() throws {
    #expect(try read("").profiles.isEmpty)
    #expect(try read("# nothing\n").defaultProfile == nil)
  }

  @Test("each source of a key is known")
  func keySources() throws {
    let configuration = try read(
      """
      [profiles]
      a = { api_key_cmd = "pass show stripe/a" }
      [profiles.b]
      keyring = true
      [profiles.c]
      api_key = "\(secret)"
      """)
    let keys = configuration.profiles.compactMap { profile in
      if case .stripe(let stripe) = profile.target { stripe.key } else { nil }
    }
    #expect(keys == [.command("pass show stripe/a"), .keyring, .literal(APIKey(secret))])
    #expect(
      keys.map(\.description) == [
        "its api_key_cmd", "the keyring", "the configuration itself",
      ])
  }

  @Test("unknown names are found at their lines, all at once, with what may be meant")
  func unknownNames() {
    let text = """
      # comment with = and [brackets]
      default_profil = "a"
      [profiles.a]
      api_key_env = "A"
      pagesize = 10
        zzz = "1"
      [profiles.b]
      sandbox = true
      zzz = 2
      [other]
      x = 1
      """
    let known =
      "available settings: api_key_env, api_key_cmd, keyring, api_key, account, context, "
      + "api_version, "
      + "api_base, read_only, page_size, format, on_error, max_requests_per_second, sandbox, "
      + "sandbox_data"
    #expect(
      problems(text) == [
        "config.toml:2: `default_profil` is not a setting here; did you mean `default_profile`?",
        "config.toml:5: `pagesize` is not a setting here; did you mean `page_size`?",
        "config.toml:6: `zzz` is not a setting here; \(known)",
        "config.toml:9: `zzz` is not a setting here; \(known)",
        "config.toml:10: `other` is not a setting here; "
          + "available settings: default_profile, profiles",
      ])
  }

  @Test(
    "values of a wrong kind are told what they must be",
    arguments: [
      ("page_size = 101", "`page_size` must be a whole number from 1 to 100"),
      ("page_size = 0", "`page_size` must be a whole number from 1 to 100"),
      ("page_size = \"50\"", "`page_size` must be a whole number from 1 to 100"),
      ("page_size = 1979-05-27", "`page_size` must be a whole number from 1 to 100"),
      ("read_only = \"yes\"", "`read_only` must be true or false"),
      (
        "format = \"xml\"",
        "`format` must be one of json, ndjson, table, vertical, csv, tsv, markdown, ids,"
          + " chart, html"
      ),
      ("on_error = 1", "`on_error` must be one of stop, continue, emit"),
      ("max_requests_per_second = 0", "`max_requests_per_second` must be a number above 0"),
      ("max_requests_per_second = nan", "`max_requests_per_second` must be a number above 0"),
      ("account = \"\"", "`account` must be a quoted string in ASCII, not a key"),
      ("account = 5", "`account` must be a quoted string in ASCII, not a key"),
      ("context = [1]", "`context` must be a quoted string in ASCII, not a key"),
      ("sandbox_data = \"x\"", "`sandbox_data` requires `sandbox = true`"),
    ])
  func wrongValues(line: String, message: String) {
    let text = "[profiles.a]\napi_key_env = \"A\"\n\(line)\n"
    #expect(problems(text) == ["config.toml:3: \(message)"])
  }

  @Test("a base in a profile is checked as one on the command line is")
  func base() {
    let text = "[profiles.a]\napi_key_env = \"A\"\napi_base = \"https://api.stripe.com/v1\""
    #expect(problems(text) == ["config.toml:3: \(APIBaseError.hasPath("/v1"))"])
  }

  @Test("a profile has one source of its key, and a sandbox has none")
  func oneSource() {
    let two = "[profiles.a]\napi_key_env = \"A\"\nkeyring = true"
    #expect(
      problems(two) == [
        "config.toml:3: a profile can have only one key source, found `api_key_env` and `keyring`"
      ])
    let none = "[profiles.a]\nread_only = true"
    #expect(
      problems(none) == [
        "config.toml:1: the profile `a` has no key; "
          + "add api_key_env, api_key_cmd, keyring = true, api_key or sandbox = true"
      ])
    #expect(problems("[profiles.a]\nkeyring = false\naccount = \"acct_1\"").count == 1)
    #expect(problems("[profiles.a]\nkeyring = 1").count == 1)
    let sandbox = "[profiles.a]\nsandbox = true\napi_key = \"\(secret)\"\naccount = \"acct_1\""
    #expect(
      problems(sandbox) == [
        "config.toml:3: `api_key` cannot be used in a sandbox profile",
        "config.toml:4: `account` cannot be used in a sandbox profile",
      ])
  }

  @Test("profiles are tables, and none is called sandbox")
  func tables() {
    #expect(
      problems("profiles = 3") == [
        "config.toml:1: `profiles` must be a table, as in [profiles.acme]"
      ])
    #expect(
      problems("[profiles]\na = \"x\"") == [
        "config.toml:2: the profile `a` must be a table; write [profiles.a]"
      ])
    #expect(
      problems("[profiles.sandbox]\nsandbox = true") == [
        "config.toml:1: `sandbox` is reserved for the embedded sandbox; rename it"
      ])
  }

  @Test("the default must be one of the profiles")
  func defaultProfile() throws {
    let text = "default_profile = \"acne\"\n[profiles.acme]\nsandbox = true"
    #expect(
      problems(text) == [
        "config.toml:1: unknown profile `acne`; did you mean `acme`?"
      ])
    #expect(try read("default_profile = \"sandbox\"").defaultProfile == "sandbox")
  }

  @Test(
    "no problem repeats a key, wherever it stands",
    arguments: [
      "api_key = \(secret)", "[profiles.a]\napi_key = \(secret)", "api_key = \"\(secret)",
      "[profiles.a]\napi_kye = \"\(secret)\"", "[profiles.a]\npage_size = \"\(secret)\"",
      "[profiles.a]\napi_key_env = \"A\"\napi_base = \"https://\(secret)@h\"",
      "[profiles.a]\napi_key = \"\(secret)\"\napi_key = \"\(secret)\"", "= \"\(secret)\"",
      "[profiles.a]\napi_key = t\(secret)", "[profiles.a]\napi_key = 1\(secret)",
      "[profiles.a]\napi_key = 'x' \(secret)", "[profiles.a]\napi_key = [\"\(secret)\"]",
    ])
  func noKeys(text: String) {
    let problems = problems(text)
    #expect(!problems.isEmpty)
    for problem in problems { #expect(!problem.contains("NeverShown"), "\(problem)") }
  }

  @Test("thousands of spoilt configurations neither end the program nor show a key")
  func spoilt() {
    let sound = Array(
      """
      default_profile = "acme"
      [profiles.acme]
      api_key = "\(secret)"
      page_size = 50
      on_error = 'stop'
      [profiles."b c"]
      api_key_cmd = "echo \(secret)"
      [profiles.d]
      sandbox = true
      [profiles.e]
      api_key_env = "E\\u0041"
      page_size = 0x1F
      max_requests_per_second = +1_0.5e1
      account = \"""
      long\"""
      since = 1979-05-27T07:32:00.5-07:00
      list = [1, {a = inf, b.c = [true]}]
      """.utf8)
    let spoilers = Array("\"'[]{}=.,\n#\\ x9\u{0}".utf8)
    var random = Linear(state: 7)
    var broken = 0
    for _ in 0..<3000 {
      var bytes = sound
      for _ in 0...random.next(below: 3) {
        let place = random.next(below: bytes.count)
        switch random.next(below: 3) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = spoilers[random.next(below: spoilers.count)]
        default: bytes.insert(spoilers[random.next(below: spoilers.count)], at: place)
        }
      }
      let problems = problems(String(decoding: bytes, as: UTF8.self))
      broken += problems.isEmpty ? 0 : 1
      #expect(!problems.contains { $0.contains("NeverShown") }, "\(problems)")
    }
    #expect(broken > 1500)
  }

  /// Random enough, and the same each time.
  private struct Linear {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  @Test("what is no TOML is told with its line")
  func noTOML() {
    let problems = problems("[profiles.a]\nsandbox = true\nx = = 1\n")
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("config.toml:3: invalid TOML: ") == true)
    #expect((problems.first?.count ?? 0) > "config.toml:3: invalid TOML: ".count)
  }
}

import Diagnostics
import StripeWire
import TOMLKit

/// Reads `config.toml`: checks every name and value, and reports all problems at once.
struct ConfigurationReader {
  private let path: String
  private let lines: TOMLLines
  private(set) var problems: [ConfigurationProblem] = []

  /// - Throws: `AccountError.configuration` with everything that is wrong.
  static func read(_ text: String, path: String) throws(AccountError) -> Configuration {
    var reader = ConfigurationReader(path: path, lines: TOMLLines(text))
    let root = try table(of: text, path: path)
    let configuration = reader.configuration(from: root)
    guard reader.problems.isEmpty else { throw .configuration(reader.problems) }
    return configuration
  }

  private init(path: String, lines: TOMLLines) {
    self.path = path
    self.lines = lines
  }

  /// The text as TOML, which another program's file is read by too.
  static func table(of text: String, path: String) throws(AccountError) -> TOMLTable {
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      // What follows "saw" or stands in quotes is taken from the file and may be a key.
      let words = error.description.split(separator: "'").first ?? ""
      let reason = words.split(separator: ", saw").first ?? ""
      throw .configuration([
        ConfigurationProblem(
          path: path, line: error.source.begin.line, message: "this is no TOML: \(reason)",
          hint: nil)
      ])
    } catch {
      throw .configuration([
        ConfigurationProblem(path: path, line: nil, message: "this is no TOML", hint: nil)
      ])
    }
  }

  private mutating func configuration(from root: TOMLTable) -> Configuration {
    var members = TableMembers(root, at: [])
    let defaultProfile = take("default_profile", from: &members, as: Shape.text)
    let tables = take("profiles", from: &members, as: Shape.table) ?? TOMLTable()
    reportRest(of: members, known: ["default_profile", "profiles"])
    let profiles = tables.keys.sorted().compactMap { name in
      profile(named: name, in: tables)
    }
    let configuration = Configuration(
      path: path, defaultProfile: defaultProfile, profiles: profiles)
    check(defaultProfile, among: tables.keys + ["sandbox"])
    return configuration
  }

  private mutating func profile(named name: String, in tables: TOMLTable) -> Profile? {
    let place = ["profiles", name]
    guard let table = tables[name]?.table else {
      report("the profile `\(name)` must be a table", at: place, hint: "write [profiles.\(name)]")
      return nil
    }
    if name == "sandbox" {
      report("`sandbox` names the embedded sandbox and no profile", at: place, hint: "rename it")
    }
    var members = TableMembers(table, at: place)
    let settings = settings(from: &members)
    let target = target(from: &members)
    reportRest(of: members, known: Self.profileKeys)
    return target.map { Profile(name: name, target: $0, settings: settings) }
  }

  private static let profileKeys =
    keyKeys + stripeKeys + [
      "read_only", "page_size", "format", "on_error", "max_requests_per_second", "sandbox",
      "sandbox_data",
    ]
  private static let keyKeys = ["api_key_env", "api_key_cmd", "keyring", "api_key"]
  private static let stripeKeys = ["account", "context", "api_version", "api_base"]

  private mutating func settings(from members: inout TableMembers) -> ProfileSettings {
    var settings = ProfileSettings()
    settings.readOnly = take("read_only", from: &members, as: Shape.flag)
    settings.pageSize = take("page_size", from: &members, as: Shape.pageSize)
    settings.format = take("format", from: &members, as: Shape.format)
    settings.onError = take("on_error", from: &members, as: Shape.onError)
    settings.maxRequestsPerSecond = take(
      "max_requests_per_second", from: &members, as: Shape.rate)
    return settings
  }

  private mutating func target(from members: inout TableMembers) -> Profile.Target? {
    let present = Self.keyKeys.filter { members.has($0) }
    let isSandbox = take("sandbox", from: &members, as: Shape.flag) ?? false
    let data = take("sandbox_data", from: &members, as: Shape.text)
    if isSandbox {
      for key in present + Self.stripeKeys where members.has(key) {
        report("a sandbox profile takes no `\(key)`", at: members.path + [key])
        members.drop(key)
      }
      return .sandbox(data: data)
    }
    if data != nil {
      report("`sandbox_data` needs `sandbox = true`", at: members.path + ["sandbox_data"])
    }
    guard let key = keySource(from: &members, present: present) else { return nil }
    var stripe = Profile.Stripe(key: key)
    stripe.account = take("account", from: &members, as: Shape.text)
    stripe.context = take("context", from: &members, as: Shape.text)
    stripe.apiVersion = take("api_version", from: &members, as: Shape.text)
    stripe.base = base(from: &members)
    return .stripe(stripe)
  }

  private mutating func keySource(
    from members: inout TableMembers, present: [String]
  ) -> KeySource? {
    let place = members.path
    let variable = take("api_key_env", from: &members, as: Shape.text)
    let command = take("api_key_cmd", from: &members, as: Shape.text)
    let keyring = take("keyring", from: &members, as: Shape.flag) ?? false
    let literal = take("api_key", from: &members, as: Shape.text)
    guard present.count < 2 else {
      let names = present.map { "`\($0)`" }.joined(separator: " and ")
      report("a key has one source, and here are \(names)", at: place + [present[1]])
      return nil
    }
    if let variable { return .environment(variable: variable) }
    if let command { return .command(command) }
    if let literal { return .literal(APIKey(literal)) }
    if keyring { return .keyring }
    // Where one is there but wrong, that has been said.
    if present.isEmpty || present == ["keyring"] {
      report(
        "the profile `\(place.last ?? "")` says nowhere where its key is", at: place,
        hint: "add api_key_env, api_key_cmd, keyring = true or api_key; or sandbox = true")
    }
    return nil
  }

  private mutating func base(from members: inout TableMembers) -> APIBase? {
    let place = members.path + ["api_base"]
    guard let text = take("api_base", from: &members, as: Shape.text) else { return nil }
    do {
      return try APIBase(text)
    } catch {
      report("\(error)", at: place)
      return nil
    }
  }
}

extension ConfigurationReader {
  private mutating func take<Value>(
    _ key: String, from members: inout TableMembers, as shape: Shape<Value>
  ) -> Value? {
    guard let node = members.take(key) else { return nil }
    if let value = shape.read(node) { return value }
    report("`\(key)` must be \(shape.words)", at: members.path + [key])
    return nil
  }

  private mutating func check(_ defaultProfile: String?, among names: [String]) {
    guard let name = defaultProfile, !names.contains(name) else { return }
    report(
      "there is no profile `\(name)`", at: ["default_profile"],
      hint: NearestName.of(name, among: names).map { "did you mean `\($0)`?" })
  }

  private mutating func reportRest(of members: TableMembers, known: [String]) {
    for key in members.rest {
      let nearest = NearestName.of(key, among: known).map { "did you mean `\($0)`?" }
      report(
        "`\(key)` is no setting here", at: members.path + [key],
        hint: nearest ?? "known are " + known.joined(separator: ", "))
    }
  }

  private mutating func report(_ message: String, at path: [String], hint: String? = nil) {
    problems.append(
      ConfigurationProblem(
        path: self.path, line: lines.line(of: path), message: message, hint: hint))
  }
}

import Diagnostics
import Redaction
import StripeWire

/// Reads `config.toml`: checks every name and value, and reports all problems at once.
struct ConfigurationReader {
  private let path: String
  private(set) var problems: [ConfigurationProblem] = []

  /// - Throws: `AccountError.configuration` with all problems of the text.
  static func read(_ text: String, path: String) throws(AccountError) -> ConfigurationFile {
    var reader = ConfigurationReader(path: path)
    let root: TOMLTable
    do {
      root = try TOMLParser.parse(text)
    } catch {
      reader.report("invalid TOML: \(error.reason)", at: error.line)
      throw .configuration(reader.problems)
    }
    let configuration = reader.configuration(from: root)
    guard reader.problems.isEmpty else { throw .configuration(reader.sortedProblems) }
    return configuration
  }

  private init(path: String) {
    self.path = path
  }

  private var sortedProblems: [ConfigurationProblem] {
    problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }

  private mutating func configuration(from root: TOMLTable) -> ConfigurationFile {
    var members = TableMembers(root, at: 1)
    let defaultProfile = take("default_profile", from: &members, as: Shape.text)
    let tables = take("profiles", from: &members, as: Shape.table) ?? TOMLTable()
    reportRest(of: members, known: ["default_profile", "profiles"])
    let profiles = tables.names.compactMap { name in
      tables.members[name].flatMap { profile(named: name, in: $0) }
    }
    check(defaultProfile, at: members.line(of: "default_profile"), among: tables.names)
    return ConfigurationFile(
      path: path, defaultProfile: defaultProfile, profiles: profiles.sorted { $0.name < $1.name })
  }

  private mutating func profile(named name: String, in member: TOMLTable.Member) -> Profile? {
    guard let table = member.value.table else {
      report(
        "the profile `\(name)` must be a table", at: member.line,
        hint: "write [profiles.\(name)]")
      return nil
    }
    if name == "sandbox" {
      report(
        "`sandbox` is reserved for the embedded sandbox", at: member.line, hint: "rename it")
    }
    var members = TableMembers(table, at: member.line)
    let settings = settings(from: &members)
    let target = target(named: name, from: &members)
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

  private mutating func target(
    named name: String, from members: inout TableMembers
  ) -> Profile.Target? {
    let present = Self.keyKeys.filter { members.has($0) }
    let isSandbox = take("sandbox", from: &members, as: Shape.flag) ?? false
    let data = take("sandbox_data", from: &members, as: Shape.text)
    if isSandbox {
      for key in present + Self.stripeKeys where members.has(key) {
        report("`\(key)` cannot be used in a sandbox profile", at: members.line(of: key))
        members.drop(key)
      }
      return .sandbox(data: data)
    }
    if data != nil {
      report("`sandbox_data` requires `sandbox = true`", at: members.line(of: "sandbox_data"))
    }
    // All members are read before a missing key is reported, so that none is reported as unknown.
    let key = keySource(named: name, from: &members, present: present)
    let account = take("account", from: &members, as: Shape.sendable)
    let context = take("context", from: &members, as: Shape.sendable)
    let apiVersion = take("api_version", from: &members, as: Shape.sendable)
    let base = base(from: &members)
    return key.map {
      .stripe(
        Profile.Stripe(
          key: $0, account: account, context: context, apiVersion: apiVersion, base: base))
    }
  }

  private mutating func keySource(
    named name: String, from members: inout TableMembers, present: [String]
  ) -> KeySource? {
    let variable = take("api_key_env", from: &members, as: Shape.variable)
    let command = take("api_key_cmd", from: &members, as: Shape.text)
    let keyring = take("keyring", from: &members, as: Shape.flag)
    let literal = take("api_key", from: &members, as: Shape.text)
    guard present.count < 2 else {
      let names = present.map { "`\($0)`" }.joined(separator: " and ")
      report(
        "a profile can have only one key source, found \(names)",
        at: members.line(of: present.last ?? name))
      return nil
    }
    if let variable { return .environment(variable: variable) }
    if let command { return .command(command) }
    if let literal { return .literal(APIKey(literal)) }
    if keyring == true { return .keyring }
    // A key source that is present but invalid was reported already.
    if present.isEmpty || keyring == false {
      report(
        "the profile `\(name)` has no key", at: members.line,
        hint: "add api_key_env, api_key_cmd, keyring = true, api_key or sandbox = true")
    }
    return nil
  }

  private mutating func base(from members: inout TableMembers) -> APIBase? {
    guard let text = take("api_base", from: &members, as: Shape.text) else { return nil }
    do {
      return try APIBase(text)
    } catch {
      report(SecretMask.masked("\(error)"), at: members.line(of: "api_base"))
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
    report("`\(key)` must be \(shape.words)", at: members.line(of: key))
    return nil
  }

  private mutating func check(_ defaultProfile: String?, at line: Int, among names: [String]) {
    let names = names + ["sandbox"]
    guard let name = defaultProfile, !names.contains(name) else { return }
    report(
      "unknown profile `\(name)`", at: line,
      hint: NearestName.of(name, among: names).map { "did you mean `\($0)`?" })
  }

  private mutating func reportRest(of members: TableMembers, known: [String]) {
    for key in members.rest {
      let nearest = NearestName.of(key, among: known).map { "did you mean `\($0)`?" }
      report(
        "`\(key)` is not a setting here", at: members.line(of: key),
        hint: nearest ?? "available settings: " + known.joined(separator: ", "))
    }
  }

  private mutating func report(_ message: String, at line: Int, hint: String? = nil) {
    problems.append(
      ConfigurationProblem(path: path, line: line, message: message, hint: hint))
  }
}

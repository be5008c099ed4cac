import StripeWire

/// Chooses the account in the order of the manual: the options, `STRIPE_API_KEY`, the default
/// profile, the Stripe CLI's own file, and without any of these the embedded sandbox.
///
/// It reads files and keys only through the two functions it is given.
package struct AccountChooser: Sendable {
  private let options: AccountOptions
  let environment: [String: String]
  private let directories: Directories
  private let readFile: FileReader
  let runKeyCommand: KeyCommandRunner
  private let isWatched: Bool

  /// Creates a chooser.
  /// - Parameter isWatched: true if a person sees the messages, at either end of the program. If
  ///   not, the sandbox is never chosen by default, so that nothing mistakes it for the intended
  ///   account.
  package init(
    options: AccountOptions, environment: [String: String], isWatched: Bool = true,
    readFile: @escaping FileReader, runKeyCommand: @escaping KeyCommandRunner
  ) {
    self.isWatched = isWatched
    self.options = options
    self.environment = environment
    self.readFile = readFile
    self.runKeyCommand = runKeyCommand
    directories = Directories(environment: environment)
  }

  /// Returns the account to use. The configuration is read only if the choice needs it.
  ///
  /// - Throws: `AccountError` if options conflict, a file is unsafe or invalid, or a key is
  ///   missing.
  package func choose() throws(AccountError) -> AccountChoice {
    if options.sandbox || options.sandboxData != nil { return try sandboxByOption() }
    if let name = options.profile { return try profile(named: name) }
    if environment[AccountSource.environmentVariable] != nil {
      guard let key = environmentKey(AccountSource.environmentVariable) else { throw .emptyKey }
      return try choice(.environmentKey, key: key)
    }
    if let configuration = try configuration(), let name = configuration.defaultProfile {
      return try profile(named: name, in: configuration)
    }
    return try stripeCLIOrSandbox()
  }

  /// Checks that the profile named by the options exists, without reading its key: a wrong name is
  /// an error even if nothing is requested.
  ///
  /// - Throws: `AccountError` if the profile is unknown, or the configuration is unsafe or invalid.
  package func checkProfile() throws(AccountError) {
    guard let name = options.profile, name != "sandbox" else { return }
    let configuration = try configuration()
    guard configuration?.profile(named: name) == nil else { return }
    throw unknownProfile(name, in: configuration)
  }

  /// Returns the configuration; nil if there is no file. It names commands to run and hosts to send
  /// keys to, so a file that somebody else may have written is refused.
  ///
  /// - Throws: `AccountError` if the file cannot be read, belongs to or is writable by others,
  ///   exposes a key, or is invalid.
  package func configuration() throws(AccountError) -> ConfigurationFile? {
    guard let path = directories.configurationFile, let file = try read(path) else { return nil }
    guard file.isOwn else { throw .foreignFile(path: path) }
    guard !file.isWritableByAll else { throw .writableFile(path: path) }
    let configuration = try ConfigurationReader.read(file.text, path: path)
    let hasKey = configuration.profiles.contains { $0.holdsKey }
    guard !hasKey || file.isPrivate else { throw .exposedKey(path: path) }
    return configuration
  }
}

extension AccountChooser {
  private func sandboxByOption() throws(AccountError) -> AccountChoice {
    let option = options.sandbox ? "--sandbox" : "--sandbox-data"
    if let profile = options.profile, profile != "sandbox" { throw .conflict(option, "--profile") }
    if options.apiBase != nil { throw .conflict(option, "--api-base") }
    return try sandbox(.sandboxOption, data: options.sandboxData.map(Self.sandboxData))
  }

  private func profile(named name: String) throws(AccountError) -> AccountChoice {
    if name == "sandbox" { return try sandbox(.sandboxOption, data: nil) }
    guard let configuration = try configuration() else { throw unknownProfile(name, in: nil) }
    return try profile(named: name, in: configuration)
  }

  private func unknownProfile(
    _ name: String, in configuration: ConfigurationFile?
  ) -> AccountError {
    .unknownProfile(
      name: name, known: (configuration?.profiles.map(\.name) ?? []) + ["sandbox"],
      path: configuration?.path ?? directories.configurationFile)
  }

  private func profile(
    named name: String, in configuration: ConfigurationFile
  ) throws(AccountError) -> AccountChoice {
    if name == "sandbox" { return try sandbox(.sandboxOption, data: nil) }
    guard let profile = configuration.profile(named: name) else {
      throw unknownProfile(name, in: configuration)
    }
    let source = AccountSource.profile(name: name, path: configuration.path)
    var choice: AccountChoice
    switch profile.target {
    case .sandbox(let data): choice = try sandbox(source, data: try data.map(profileData))
    case .stripe(let stripe):
      choice = try self.choice(source, key: key(of: stripe.key, profile: name), stripe)
    }
    choice.settings = profile.settings
    return choice
  }

  private func stripeCLIOrSandbox() throws(AccountError) -> AccountChoice {
    var notes: [String] = []
    if let path = directories.stripeCLIFile, let file = try? read(path) {
      switch StripeCLIFile.login(in: file.text, path: path, mode: options.stripeCLIMode) {
      case .found(let login):
        guard file.isPrivate else { throw .exposedKey(path: path) }
        return try choice(login.source, key: login.key)
      case .passedOver(let reason): notes.append("ignored \(path): \(reason)")
      }
    }
    guard options.apiBase == nil else {
      throw .missingKey(
        source: "the environment", reason: "--api-base requires one, in STRIPE_API_KEY or a profile"
      )
    }
    guard isWatched else { throw .noKey }
    var choice = try sandbox(.nothingFound, data: nil)
    choice.notes = notes + ["No API key found; using the embedded sandbox."] + choice.notes
    return choice
  }
}

extension AccountChooser {
  private func sandbox(
    _ source: AccountSource, data: SandboxData?
  ) throws(AccountError) -> AccountChoice {
    if options.apiBase != nil { throw .conflict("a sandbox", "--api-base") }
    let place = data ?? directories.sandboxFile.map(SandboxData.file)
    guard let place else { throw .noDirectory(variable: "XDG_DATA_HOME") }
    var choice = AccountChoice(source: source, target: .sandbox(place))
    for (option, value) in [("--account", options.account), ("--context", options.context)]
    where value != nil {
      choice.notes.append("\(option) has no effect: the sandbox is one account")
    }
    return choice
  }

  private static func sandboxData(_ path: String) -> SandboxData {
    path == ":memory:" ? .memory : .file(path)
  }

  private func profileData(_ path: String) throws(AccountError) -> SandboxData {
    if path == ":memory:" { return .memory }
    guard let file = directories.dataFile(path) else {
      throw .noDirectory(variable: "XDG_DATA_HOME")
    }
    return .file(file)
  }

  /// Returns the choice of a Stripe with a key; options take precedence over the profile.
  private func choice(
    _ source: AccountSource, key: APIKey, _ profile: Profile.Stripe? = nil
  ) throws(AccountError) -> AccountChoice {
    try Self.check(key, source: "\(source)")
    let context = options.context ?? profile?.context
    if key.isOrganization, context == nil { throw .missingContext(source: "\(source)") }
    let connection = StripeConnection(
      key: key, base: try base(profile), account: options.account ?? profile?.account,
      context: context, apiVersion: options.apiVersion ?? profile?.apiVersion)
    try Self.check(connection)
    return AccountChoice(source: source, target: .stripe(connection))
  }

  /// Checks that values sent in headers stay on one line.
  private static func check(_ connection: StripeConnection) throws(AccountError) {
    let sent = [
      ("account", connection.account), ("context", connection.context),
      ("API version", connection.apiVersion),
    ]
    for case (let setting, let value?) in sent where !HTTPHeader.takes(value) {
      throw .unsendable(setting: setting)
    }
  }

  private func base(_ profile: Profile.Stripe?) throws(AccountError) -> APIBase {
    guard let text = options.apiBase else { return profile?.base ?? .stripe }
    do { return try APIBase(text) } catch { throw .base(error) }
  }

  private func read(_ path: String) throws(AccountError) -> FileText? {
    do { return try readFile(path) } catch { throw .unreadable(path: path, reason: "\(error)") }
  }
}

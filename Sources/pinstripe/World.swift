import AccountConfiguration
import Console
import Execution
import Expressions
import Logging
import Presentation
import Prompt
import SandboxSeeding
import SandboxServer
import SandboxStore
import StripeCatalog
import StripeNetwork
import StripeSandbox
import StripeWire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Creates the dependencies of a session: the one place where transport, clock, randomness and
/// environment are chosen.
struct World {
  let environment = ProcessInfo.processInfo.environment
  /// The machine's time in Unix seconds.
  static let clock: @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
  /// The options that choose the account.
  let account: AccountOptions
  private let faults: FaultPlan
  private let billing: BillingSettings
  /// The path of the log; nil for standard error.
  private let logFile: String?
  /// True if a prompt runs the person's start-up file.
  private let runsStartup: Bool

  /// Creates the world of a command; everything that is not given has its default value.
  init(
    account: AccountOptions = AccountOptions(), faults: FaultPlan = FaultPlan(),
    billing: BillingSettings = BillingSettings(), logFile: String? = nil,
    runsStartup: Bool = false
  ) {
    (self.account, self.faults, self.billing, self.logFile) = (account, faults, billing, logFile)
    self.runsStartup = runsStartup
  }

  var directories: Directories { Directories(environment: environment) }

  /// Returns the dependencies of a session.
  /// - Parameter standardInput: the input for statements that read it; nil if it is not available.
  /// - Throws: `FileError` if the log file cannot be opened.
  func dependencies(standardInput: ByteReader?) throws(FileError) -> SessionDependencies {
    SessionDependencies(
      environment: environment,
      streams: OutputStreams(
        results: StandardStream.output.stream, messages: StandardStream.error.stream,
        width: { (TerminalSize(ofDescriptor: 1) ?? .standard).columns },
        height: { (TerminalSize(ofDescriptor: 1) ?? .standard).rows }),
      accounts: accountDependencies, files: fileDependencies(standardInput: standardInput),
      engine: try engineDependencies(), journals: journals, zone: .system)
  }

  private var accountDependencies: AccountDependencies {
    let world = self
    let chooser = chooser(profile: account.profile)
    return AccountDependencies(
      options: account.words,
      choose: { profile throws(AccountError) in
        guard let profile else { return try chooser.choose() }
        return try world.chooser(profile: profile).choose()
      },
      configuration: { () throws(AccountError) in try chooser.configuration() },
      checkProfile: { () throws(AccountError) in try chooser.checkProfile() },
      open: { target, timeout throws(ConnectionProblem) in
        try world.open(target, timeout: timeout)
      })
  }

  private func fileDependencies(standardInput: ByteReader?) -> FileDependencies {
    FileDependencies(
      standardInput: standardInput,
      create: { path, appends throws(FileError) in
        if appends { UnfinishedLine.remove(from: path) }
        return try FileSink(path: path, appends: appends)
      },
      replace: { path, keepsContent throws(FileError) in
        try FileReplacement.draft(of: path, keepsContent: keepsContent)
      },
      read: { path throws(FileError) in try FileText.read(path) },
      startShell: { command throws(FileError) in try ShellCommand.start(command) },
      historyPath: historyPath, startupPath: runsStartup ? directories.startupFile : nil)
  }

  /// The directory of the journals of bulk jobs that have no `--journal` file.
  var journals: JournalDirectory {
    JournalDirectory(
      path: directories.journals,
      names: { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] },
      make: { path in
        try? FileManager.default.createDirectory(
          atPath: path, withIntermediateDirectories: true,
          attributes: [.posixPermissions: 0o700])
      })
  }

  /// The path of the prompt's history: `PINSTRIPE_HISTORY`, or a file in the state directory.
  var historyPath: String? { environment["PINSTRIPE_HISTORY"] ?? directories.historyFile }

  /// The names of the configuration's profiles; empty if it cannot be read.
  var profileNames: [String] {
    let configuration = try? chooser(profile: nil).configuration()
    return (configuration?.profiles.map(\.name) ?? []) + ["sandbox"]
  }

  private func chooser(profile: String?) -> AccountChooser {
    var account = account
    // `use NAME` names the account completely, so options about another account are ignored.
    if profile != account.profile { account = AccountOptions() }
    account.profile = profile
    return AccountChooser(
      options: account, environment: environment, isWatched: StandardStream.anyIsTerminal,
      readFile: { path throws(FileError) in try FileText.read(path) },
      runKeyCommand: SystemKeyCommand(
        environment: environment, complain: { StandardStream.error.write($0) }
      ).run)
  }

  private func engineDependencies() throws(FileError) -> EngineDependencies {
    let start = ContinuousClock.now
    return EngineDependencies(
      now: { Date().timeIntervalSince1970 },
      elapsed: { (ContinuousClock.now - start) / .seconds(1) },
      sleep: { seconds in try await Task.sleep(for: .seconds(seconds)) },
      randomness: { Double.random(in: 0..<1) },
      makeIdempotencyKey: { IdempotencyKey(UUID().uuidString.lowercased()) },
      log: try logger(), temporaryDirectory: environment["TMPDIR"] ?? "/tmp")
  }

  private func logger() throws(FileError) -> Logger {
    let sink: any ByteSink
    if let path = logFile {
      do {
        sink = try FileSink(path: path, appends: true)
      } catch {
        throw FileError("cannot write `\(path)`: \(error)")
      }
    } else {
      sink = DescriptorSink(StandardStream.error.rawValue)
    }
    return Logger(label: "pinstripe") { _ in
      LineLogHandler(sink: sink) { Timestamp.iso(Self.clock()) }
    }
  }

  private func open(
    _ target: AccountTarget, timeout: Double
  ) throws(ConnectionProblem) -> OpenedTransport {
    switch target {
    case .sandbox(let data):
      let sandbox = try sandbox(data)
      return OpenedTransport(
        SandboxTransport(sandbox, faults: faults, timeout: timeout),
        sampleData: SampleData(
          isMissing: { (try? sandbox.store.isEmpty()) ?? false },
          add: {
            let plan = SeedPlan(seed: 1, scale: 1, counts: [:])
            try sandbox.seed(plan)
            return plan.contents
          }))
    case .stripe(let connection):
      do {
        let transport = try NetworkTransport(
          NetworkSettings(
            base: connection.base, key: connection.key, userAgent: "pinstripe/\(Version.number)",
            timeout: .seconds(timeout), environment: environment))
        return OpenedTransport(transport, close: { await transport.shutdown() })
      } catch {
        throw ConnectionProblem("\(error)")
      }
    }
  }

  /// Opens a sandbox, and creates the directory of its file if necessary.
  /// - Parameter accounts: whether each key has an account of its own.
  /// - Throws: `ConnectionProblem` if the sandbox cannot be opened.
  func sandbox(_ data: SandboxData, accounts: AccountPolicy = .shared) throws(ConnectionProblem)
    -> Sandbox
  {
    do {
      return try Sandbox(
        storage: try storage(data), clock: Self.clock,
        randomness: { UInt64.random(in: .min ... .max) }, accounts: accounts,
        billing: billing)
    } catch {
      let name = if case .file(let path) = data { "the sandbox `\(path)`" } else { "the sandbox" }
      throw ConnectionProblem("\(name) cannot be opened: \(error)")
    }
  }

  private func storage(_ data: SandboxData) throws -> StoreLocation {
    switch data {
    case .memory: return .memory
    case .file(let path):
      try PrivateFile.makeDirectories(above: path)
      // SQLite creates its log and index files with the permissions of the database file.
      try PrivateFile.create(path)
      return .file(path)
    }
  }
}

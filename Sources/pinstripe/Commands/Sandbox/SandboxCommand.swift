import AccountConfiguration
import ArgumentParser
import Console
import Prompt
import SandboxSeeding
import SandboxServer
import StripeCatalog
import StripeSandbox

/// The `sandbox` subcommand: serves, seeds or resets the embedded sandbox.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox", abstract: "Serve, seed or reset the embedded sandbox.",
    subcommands: [
      Serve.self, Seed.self, Reset.self, Events.self, Trigger.self, Deliveries.self, Resend.self,
      Clock.self, Export.self, Import.self,
    ])

  struct DataOption: ParsableArguments {
    @Option(
      help: ArgumentHelp("Sandbox data file, or :memory:.", valueName: "path|:memory:"),
      completion: .file())
    var sandboxData: String?
    @OptionGroup(title: "Collection of unpaid invoices") var billing: BillingOptions

    /// Opens the sandbox that the option names, or the one used when no account is chosen.
    /// - Parameter accounts: whether each key has an account of its own.
    /// - Throws: `ValidationError` if the account is not a sandbox or cannot be opened.
    func open(accounts: AccountPolicy = .shared) throws -> Sandbox {
      var account = AccountOptions()
      (account.sandbox, account.sandboxData) = (true, sandboxData)
      let world = World(account: account, billing: try billing.settings())
      do {
        let dependencies = try world.dependencies(standardInput: nil)
        guard case .sandbox(let data) = try dependencies.accounts.choose(nil).target else {
          throw ValidationError("this profile is not a sandbox")
        }
        return try world.sandbox(data, accounts: accounts)
      } catch let problem as ConnectionProblem {
        throw ValidationError(problem.message)
      } catch let error as AccountError {
        throw ValidationError("\(error)")
      }
    }
  }
}

extension SandboxCommand {
  /// Runs work with a sandbox, and exits with the code that tells how it went.
  static func run(_ work: @escaping @Sendable () async throws -> Void) -> ExitCode {
    ExitCode(
      Foreground.run(interrupts: TerminalInterrupts.watch()) {
        do {
          try await work()
          return 0
        } catch is CancellationError {
          return 130
        } catch {
          let message = (error as? SandboxError)?.message ?? "\(error)"
          StandardStream.error.write("error: \(message)\n")
          return 1
        }
      })
  }

  struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "serve",
      abstract: "Serve the sandbox over HTTP on localhost, for any Stripe client.")

    @OptionGroup var data: DataOption
    @Option(help: "Port number; 0 chooses a free port.")
    var port = 12111
    @OptionGroup(title: "Latency, rate limits and faults") var faults: FaultOptions
    @OptionGroup(title: "Webhooks") var webhooks: WebhookOptions
    @Flag(help: "Give every sk_test_… key an account of its own.")
    var accountPerKey = false
    @Flag(help: "Print request statistics as one line of JSON on exit.")
    var stats = false

    func run() throws {
      guard (0...65535).contains(port) else {
        throw ValidationError("--port must be from 0 to 65535")
      }
      Self.keepMemory()
      let sandbox = try data.open(accounts: accountPerKey ? .perKey : .shared)
      var plan = try faults.plan()
      plan.deliveries = try webhooks.shares()
      let isWatched = StandardStream.error.isTerminal
      let server = SandboxHTTPServer(
        sandbox, faults: plan, clock: World.clock,
        report: { StandardStream.error.write("\($0)\n") },
        log: { if isWatched { StandardStream.error.write("\($0)\n") } })
      let port = port
      let forwarding = try webhooks.forwarding()
      defer { if stats { StandardStream.error.write("\(server.traffic)\n") } }
      throw ExitCode(
        Foreground.run(interrupts: TerminalInterrupts.watch()) {
          do {
            try await server.run(port: port) { port in
              // Another server of the same data forwards until this one has its port.
              await forwarding.begin(sandbox)
              StandardStream.error.write(
                "Sandbox listening on http://127.0.0.1:\(port); any sk_test_… key works, and its "
                  + "pages are at http://127.0.0.1:\(port)/. Press Ctrl-C to stop.\n")
            }
            return 0
          } catch is CancellationError {
            return 0
          } catch {
            let isTaken = "\(error)".contains("Address already in use")
            let reason =
              isTaken
              ? "another program uses it; choose another port with --port" : "\(error)"
            StandardStream.error.write("error: cannot serve at port \(port): \(reason)\n")
            return 5
          }
        })
    }

    /// Makes glibc's allocator keep freed blocks for reuse. A page of results takes half a megabyte
    /// for a millisecond, and returning it to the system costs more than reading it from the store.
    /// glibc keeps blocks up to the size of the largest one freed so far, so a large one is freed
    /// first.
    private static func keepMemory() {
      let block = UnsafeMutableRawPointer.allocate(byteCount: 31 << 20, alignment: 16)
      block.storeBytes(of: 1, as: UInt8.self)
      block.deallocate()
    }
  }

  struct Seed: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "seed", abstract: "Fill the sandbox with reproducible data.")

    @OptionGroup var data: DataOption
    @Option(help: "Amount of data; 1 is about 100 invoices.")
    var scale = 1.0
    @Option(help: "Random seed of the data.")
    var seed: UInt64 = 1
    @Option(
      help: ArgumentHelp(
        "Number of objects of one type, such as invoices=1000; may be repeated.",
        valueName: "objects=n"))
    var count: [String] = []

    func run() throws {
      guard scale > 0, scale <= 100_000 else {
        throw ValidationError("--scale must be above 0 and at most 100000")
      }
      let plan = SeedPlan(seed: seed, scale: scale, counts: try counts())
      try data.open().seed(plan)
      StandardStream.error.write("the sandbox has \(plan.contents)\n")
    }

    private func counts() throws -> [String: Int] {
      var counts: [String: Int] = [:]
      for text in count {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let number = Int(parts[1]), number >= 0,
          let name = Catalog.embedded.object(named: parts[0])?.name,
          SeedPlan.objectNames.contains(name)
        else {
          let names = SeedPlan.objectNames.joined(separator: ", ")
          throw ValidationError("--count requires objects=n, where objects is one of \(names)")
        }
        counts[name] = number
      }
      return counts
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Delete all sandbox data.")

    @OptionGroup var data: DataOption
    @Flag(help: "Do not ask for confirmation.")
    var yes = false

    func run() throws {
      guard yes || confirmed() else {
        StandardStream.error.write("Nothing was deleted.\n")
        throw ExitCode(6)
      }
      try data.open().reset()
    }

    /// Asks for confirmation at a terminal; anywhere else `--yes` is required.
    private func confirmed() -> Bool {
      guard let question = TerminalQuestion() else {
        StandardStream.error.write("This deletes all sandbox data. Pass --yes to confirm.\n")
        return false
      }
      guard case .line(let answer) = question.ask("Delete all sandbox data? [y/N] ") else {
        return false
      }
      return ["y", "yes"].contains(answer.lowercased())
    }
  }
}

extension SeedPlan {
  /// The data that the plan makes: `25 customers, 100 invoices, …`.
  var contents: String {
    let made = SeedPlan.objectNames.map { name in
      let object = Catalog.embedded.object(named: name)
      let count = count(of: name)
      return "\(count) \((count == 1 ? object?.name : object?.plural) ?? name)"
    }
    return made.joined(separator: ", ")
  }
}

import ArgumentParser
import SandboxServer
import StripeSandbox

/// The options that give the sandbox latency, rate limits and failures like those of Stripe.
struct FaultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Sandbox response time, such as 120ms.", valueName: "time"))
  var latency: String?
  @Option(
    help: ArgumentHelp("Requests per second allowed per endpoint.", valueName: "number"))
  var rateLimit: String?
  @Option(
    help: ArgumentHelp("Requests per second allowed in total.", valueName: "number"))
  var accountRateLimit: String?
  @Option(
    name: .customLong("fail"),
    help: ArgumentHelp(
      "Simulated failures, such as 500=5%,reset=1%,429=2%,truncated=1%.", valueName: "shares"))
  var failures: String?
  @Option(
    name: [.customLong("fault-seed"), .customLong("seed")],
    help: ArgumentHelp("Random seed of the failures.", valueName: "number"))
  var faultSeed: UInt64 = 1

  func validate() throws { _ = try plan() }

  /// Returns the plan that the options describe.
  /// - Throws: `ValidationError` if the value of an option is malformed.
  func plan() throws -> FaultPlan {
    var plan = FaultPlan()
    plan.latency = try value(of: "--latency", latency, FaultPlan.latency) ?? 0
    plan.endpointRate = try value(of: "--rate-limit", rateLimit, FaultPlan.rate)
    plan.accountRate = try value(of: "--account-rate-limit", accountRateLimit, FaultPlan.rate)
    plan.failures = try value(of: "--fail", failures, FaultPlan.failures) ?? []
    plan.seed = faultSeed
    return plan
  }

  private func value<Value>(
    of option: String, _ text: String?, _ parse: (String) throws -> Value
  ) throws -> Value? {
    do {
      return try text.map(parse)
    } catch let error as FaultPlanError {
      throw ValidationError("\(option) \(error)")
    }
  }
}

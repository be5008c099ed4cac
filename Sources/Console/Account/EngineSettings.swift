import Execution
import Logging

/// The settings that an engine depends on: if one of them changes, a new engine is created.
struct EngineSettings: Sendable, Hashable {
  private let concurrency: Int
  private let maxRequestsPerSecond: Double?
  private let keepsPrevious: Bool
  private let isQuiet: Bool
  let logLevel: Logger.Level

  init(_ settings: SessionSettings) {
    concurrency = settings.concurrency
    maxRequestsPerSecond = settings.maxRequestsPerSecond
    keepsPrevious = settings.report != nil
    isQuiet = settings.quiet
    logLevel = Logger.Level(rawValue: settings.logLevel) ?? .warning
  }

  /// Returns the options of an engine.
  /// - Parameter standardVersion: the API version to send if the account does not set one.
  func options(for connection: Connection, standardVersion: String) -> EngineOptions {
    let stripe = connection.stripe
    return EngineOptions(
      apiVersion: stripe?.apiVersion ?? standardVersion, account: stripe?.account,
      context: stripe?.context, concurrency: concurrency,
      limits: maxRequestsPerSecond.map(RateLimits.given) ?? connection.limits,
      keepsPrevious: keepsPrevious)
  }
}

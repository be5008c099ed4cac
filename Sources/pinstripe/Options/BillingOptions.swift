import ArgumentParser
import StripeSandbox

/// How the sandbox collects invoices of subscriptions that could not be paid at once.
struct BillingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Days from each failed payment to the next attempt, such as 3,5,7; none for no attempt.",
      valueName: "days"))
  var retryDays: String?
  @Option(
    help: ArgumentHelp(
      "What becomes of a subscription after the last attempt: cancel, unpaid or past_due.",
      valueName: "fate"))
  var afterRetries: String?

  private static let longest = 60
  private static let attempts = 8

  func validate() throws { _ = try settings() }

  /// Returns the settings that the options give.
  /// - Throws: `ValidationError` if the value of an option is malformed.
  func settings() throws -> BillingSettings {
    var settings = BillingSettings()
    if let retryDays { settings.retryDays = try Self.days(retryDays) }
    if let afterRetries {
      guard let fate = BillingSettings.AfterRetries(rawValue: afterRetries) else {
        let words = BillingSettings.AfterRetries.allCases.map(\.rawValue)
        throw ValidationError(
          "--after-retries takes \(words.dropLast().joined(separator: ", ")) or"
            + " \(words.last ?? ""), got `\(afterRetries)`")
      }
      settings.afterRetries = fate
    }
    return settings
  }

  private static func days(_ text: String) throws -> [Int] {
    if text == "none" { return [] }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let days = parts.compactMap { Int($0) }
    guard days.count == parts.count, days.count <= attempts,
      days.allSatisfy({ (1...longest).contains($0) })
    else {
      throw ValidationError(
        "--retry-days takes up to \(attempts) numbers of days from 1 to \(longest), such as 3,5,7,"
          + " got `\(text)`")
    }
    return days
  }
}

import Execution
import JSON
import Planning

/// An estimate of the duration of requests, at the initial request rate of a statement.
struct ExpectedTime {
  /// The rate in requests per second; nil if there is no limit, or no account can be opened.
  private let pace: Double?

  init(_ account: AccountConnector, _ settings: SessionSettings) {
    var settings = settings
    let connection = try? account.connect(&settings)
    let limits = connection.map { connection in
      settings.maxRequestsPerSecond.map(RateLimits.given) ?? connection.limits
    }
    pace = limits?.start.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Returns the duration of a number of writes, as the end of a sentence; empty without a limit.
  func words(ofWrites count: Int) -> String {
    guard let pace else { return "" }
    return ", \(seconds(count, pace)) s at \(Int(pace.rounded())) per second"
  }

  /// Returns the duration of a read's requests; nil without a limit or without requests.
  func fact(of plan: ReadPlan) -> PlanNode.Fact? {
    guard let pace else { return nil }
    let estimate = RequestEstimate(plan: plan)
    let rate = "at \(Int(pace.rounded())) requests per second"
    guard let most = estimate.most else {
      return .init("time", .string("\(seconds(estimate.least, pace)) s or more \(rate)"))
    }
    return most == 0 ? nil : .init("time", .string("up to \(seconds(most, pace)) s \(rate)"))
  }

  private func seconds(_ requests: Int, _ pace: Double) -> Int {
    max(1, Int((Double(requests) / pace).rounded(.up)))
  }
}

import Execution
import JSON
import Planning

/// How long requests take at the pace that statements begin with.
struct ExpectedTime {
  /// Requests a second; nil where nothing bounds them, or no account can be opened.
  private let pace: Double?

  init(_ account: AccountConnector, _ settings: SessionSettings) {
    var settings = settings
    let connection = try? account.connect(&settings)
    let limits = connection.map { connection in
      settings.maxRequestsPerSecond.map(RateLimits.given) ?? connection.limits
    }
    pace = limits?.start.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The time that so many writes take, as the end of a sentence.
  func words(ofWrites count: Int) -> String {
    guard let pace else { return "" }
    return ", \(seconds(count, pace)) s at \(Int(pace.rounded())) per second"
  }

  /// The time that a read's requests take, where their number is known.
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

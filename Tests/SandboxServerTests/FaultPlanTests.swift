import Testing

@testable import SandboxServer
@testable import StripeSandbox

/// Fault plans as texts.
@Suite struct FaultPlanTests {
  @Test(arguments: [
    ("120ms", 0.12), ("0.5s", 0.5), ("2s", 2), ("0", 0), ("0ms", 0), ("1.5ms", 0.0015),
  ])
  func latenciesAreTimes(_ text: String, _ seconds: Double) throws {
    #expect(abs(try FaultPlan.latency(text) - seconds) < 1e-12)
  }

  @Test(arguments: ["", "120", "ms", "-1s", "1e3s", ".5s", "1h", "3601s", "nan", "1.2.3s", "5 ms"])
  func otherLatenciesAreRefused(_ text: String) {
    #expect(throws: FaultPlanError.self) { try FaultPlan.latency(text) }
  }

  @Test(arguments: ["0", "-1", "", "x", "inf", "1000001", "1e9"])
  func ratesAreAboveZero(_ text: String) throws {
    #expect(throws: FaultPlanError.self) { try FaultPlan.rate(text) }
    #expect(try FaultPlan.rate("25") == 25)
    #expect(try FaultPlan.rate("0.5") == 0.5)
  }

  @Test func failuresAreShares() throws {
    let failures = try FaultPlan.failures("500=5%, reset=1%,429=2.5%,truncated=0%,timeout=1%")
    #expect(
      failures == [
        .init(.refusal(.serverError), 0.05), .init(.reset, 0.01),
        .init(.refusal(.tooManyRequests), 0.025), .init(.truncated, 0), .init(.timeout, 0.01),
      ])
    #expect(try FaultPlan.failures("502=10%,503=20%,504=30%,409=40%").count == 4)
  }

  @Test(arguments: [
    ("500", "takes faults and their shares, such as 500=5%,reset=1%, not `500`"),
    ("500=5", "takes faults and their shares, such as 500=5%,reset=1%, not `500=5`"),
    ("500=5%,", "takes faults and their shares, such as 500=5%,reset=1%, not ``"),
    (
      "418=5%",
      "has no fault `418`; available faults: "
        + "409, 429, 500, 502, 503, 504, reset, truncated, timeout"
    ),
    ("500=101%", "takes shares from 0% to 100%, not `101%`"),
    ("500=-1%", "takes shares from 0% to 100%, not `-1%`"),
    ("500=1%,500=2%", "names 500 twice"),
    ("500=60%,reset=60%", "has shares that add up to more than 100%"),
  ])
  func errorsSayWhatIsWanted(_ text: String, _ message: String) {
    #expect(throws: FaultPlanError(description: message)) { try FaultPlan.failures(text) }
  }
}

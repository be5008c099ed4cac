import SandboxServer
import StripeSandbox
import Testing

@testable import Execution

/// How long whole walks take beside the least that a limit allows, and what they take for it.
@Suite struct SlicedWalkTests {
  /// Walks a list against a server that answers after 120 ms, and checks that it was all of it.
  private func walk(
    _ count: Int, _ spread: Spread = .even, _ order: TimeOrder = .newestFirst, at rate: Double,
    bears: Int? = nil, limits: RateLimits = .unknown, wanted: Int? = nil
  ) async throws -> (report: SimulatedWalk.Report, timesFloor: Double) {
    var server = FaultPlan()
    server.latency = 0.12
    server.endpointRate = rate
    server.accountRate = 100
    let list = ListModel(seconds: spread.seconds(count, SplitMix(seed: 5)))
    var walk = SimulatedWalk(
      list, order, limits: limits, server: server, bears: bears, wanted: wanted, memory: 4_000)
    let report = try await walk.run()
    #expect(report.rows == order.walk(of: count))
    // The page that came last may be more.
    #expect(report.mostBytesInMemory <= 4_600)
    return (report, report.seconds / (Double(count) / 100 / rate))
  }

  @Test(arguments: [
    (Spread.even, 1.2, 1.05), (.ties, 1.2, 1.05), (.oneWeek, 1.3, 1.06),
    (.monthlyRuns, 1.45, 1.25),
  ])
  func `a long list is read at a pace that is learned`(
    spread: Spread, time: Double, requests: Double
  ) async throws {
    let (report, timesFloor) = try await walk(100_000, spread, at: 100)
    #expect(timesFloor <= time)
    #expect(report.limitedShare < 0.01)
    #expect(Double(report.requests) <= requests * 1_000)
  }

  @Test(arguments: [
    (Spread.even, 0.85), (.everDenser, 1.2), (.crowds, 1), (.ties, 1.25), (.oneWeek, 1.25),
    (.monthlyRuns, 2.1),
  ])
  func `a shorter list is read at a pace that is given`(spread: Spread, time: Double) async throws {
    let (report, timesFloor) = try await walk(
      20_000, spread, at: 100, limits: .given(100), wanted: 20_000)
    #expect(timesFloor <= time)
    #expect(report.limited == 0)
  }

  @Test(arguments: [
    (Spread.even, 1.25, 1.05), (.ties, 1.3, 1.05), (.oneWeek, 1.25, 1.05),
    (.monthlyRuns, 1.6, 1.27),
  ])
  func `a long list is read from the oldest up as fast`(
    spread: Spread, time: Double, requests: Double
  ) async throws {
    let (report, timesFloor) = try await walk(100_000, spread, .oldestFirst, at: 100)
    #expect(timesFloor <= time)
    #expect(report.limitedShare < 0.01)
    #expect(Double(report.requests) <= requests * 1_000)
    // Of what is read side by side all is held, for each slice must be whole.
    #expect(report.mostBytesHeld < 5 * 80_000)
  }

  @Test(arguments: [
    (Spread.even, 1.7, 9), (.everDenser, 1.7, 9), (.crowds, 1.9, 12), (.ties, 1.9, 14),
    (.oneWeek, 1.7, 6), (.monthlyRuns, 2.5, 17),
  ])
  func `the first rows come early, the oldest of all`(
    spread: Spread, time: Double, trips: Double
  ) async throws {
    let (report, timesFloor) = try await walk(
      20_000, spread, .oldestFirst, at: 100, limits: .given(100))
    #expect(timesFloor <= time)
    #expect(report.secondsToFirstRow ?? .infinity <= trips * 0.125)
  }

  @Test func `a low limit is found and kept`() async throws {
    let (report, timesFloor) = try await walk(100_000, at: 25, wanted: 100_000)
    #expect(timesFloor <= 1.1)
    #expect(report.limitedShare < 0.01)
    #expect(report.requests <= 1_040)
  }

  @Test func `a server that bears few at once is asked by few`() async throws {
    let (report, timesFloor) = try await walk(100_000, at: 100, bears: 8, limits: .given(95))
    // Eight at once are answered 67 times a second.
    #expect(timesFloor <= 1.5 * 1.3)
    #expect(report.limitedShare < 0.02)
  }

  @Test func `nothing is read far ahead of the front`() async throws {
    let (report, _) = try await walk(100_000, at: 100, limits: .given(100))
    // A row has some five bytes here: sixteen stretches of twenty pages are a third of the list.
    #expect(report.mostBytesHeld < 5 * 45_000)
  }
}

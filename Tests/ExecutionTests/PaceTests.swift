import Testing

@testable import Execution

@Suite struct PaceTests {
  /// Sends as the pace allows to a server that answers at once, up to a time.
  private func send(_ pace: inout Pace, from start: Double, until end: Double) {
    var now = start
    while now < end {
      now += pace.book(at: now)
      // The next request is already waiting when the answer comes.
      _ = pace.book(at: now)
      pace.answered(after: 0.1, at: now)
      pace.answered(after: 0.1, at: now)
    }
  }

  @Test func `it begins politely and speeds up while requests wait for it`() throws {
    var pace = Pace(.unknown)
    pace.answered(after: 0.1, at: 0)
    #expect(pace.rate == 25)
    send(&pace, from: 0, until: 3)
    #expect(try #require(pace.rate) > 60)
  }

  /// Sends what may be sent at once, and returns how many that were.
  private func sendAll(_ pace: inout Pace, at now: Double) -> Int {
    for count in 0... {
      var next = pace
      guard next.book(at: now) < 1e-9 else { return count }
      pace = next
    }
    return .max
  }

  @Test func `nearly a second's worth may be sent at once, then it keeps the rate`() {
    var pace = Pace(.given(100))
    #expect(sendAll(&pace, at: 0) == 90)
    #expect(abs(pace.book(at: 0) - 0.01) < 1e-9)
    #expect(abs(pace.book(at: 0) - 0.02) < 1e-9)
  }

  @Test func `tokens come back while nothing is sent, to one burst at most`() {
    var pace = Pace(.given(100))
    _ = sendAll(&pace, at: 0)
    #expect(sendAll(&pace, at: 0.26) == 26)
    #expect(sendAll(&pace, at: 1_000) == 90)
  }

  @Test func `a limit empties the bucket`() {
    var pace = Pace(.given(100))
    pace.limited(sentAt: 0, reason: .rate, width: 8, at: 0.1)
    #expect(pace.book(at: 0.1) > 0)
  }

  @Test func `the width is what may be sent at once and what keeps the rate`() throws {
    var pace = Pace(.given(100))
    #expect(pace.neededWidth(at: 0) == nil)
    pace.answered(after: 0.12, at: 0)
    #expect(pace.neededWidth(at: 0) == 90 + 14 + 1)
    _ = sendAll(&pace, at: 0)
    #expect(pace.neededWidth(at: 0) == 14 + 1)
    #expect(pace.sufficientWidth(at: 0) == 12 + 1)
  }

  @Test func `it does not speed up where no request waits for it`() {
    var pace = Pace(.unknown)
    for second in 1...100 {
      _ = pace.book(at: Double(second))
      pace.answered(after: 0.1, at: Double(second) + 0.1)
    }
    #expect(pace.rate == 25)
  }

  @Test func `it never exceeds what was given`() {
    var pace = Pace(.given(40))
    send(&pace, from: 0, until: 20)
    #expect(pace.rate == 40)
  }

  @Test func `limits of requests that were under way together count once`() throws {
    var pace = Pace(.unknown)
    send(&pace, from: 0, until: 3)
    pace.limited(sentAt: 2.9, reason: .rate, width: 8, at: 3)
    let slowed = try #require(pace.rate)
    for place in 0..<8 {
      pace.limited(sentAt: 2.95, reason: .rate, width: 8, at: 3.01 + Double(place) / 100)
    }
    #expect(pace.rate == slowed)
    pace.limited(sentAt: 3.5, reason: .rate, width: 8, at: 3.6)
    #expect(try #require(pace.rate) < slowed)
  }

  @Test func `one limit does not stop it, and it comes back`() throws {
    var pace = Pace(.unknown)
    pace.answered(after: 0.1, at: 0)
    for second in 1...10 {
      pace.limited(sentAt: Double(second), reason: .rate, width: 1, at: Double(second) + 0.1)
    }
    #expect(try #require(pace.rate) >= 1)
    send(&pace, from: 12, until: 80)
    #expect(try #require(pace.rate) > 5)
  }

  @Test func `too many at once halve the width, which grows again`() throws {
    var pace = Pace(.given(100))
    pace.answered(after: 0.12, at: 0)
    pace.limited(sentAt: 1, reason: .concurrency, width: 14, at: 1.1)
    #expect(pace.concurrencyCap == 7)
    #expect(pace.rate == 100)
    // Those that were refused come back together and may be refused again.
    pace.limited(sentAt: 2.2, reason: .concurrency, width: 7, at: 2.3)
    #expect(pace.concurrencyCap == 7)
    send(&pace, from: 3, until: 30)
    #expect(try #require(pace.concurrencyCap) >= 8)
  }
}

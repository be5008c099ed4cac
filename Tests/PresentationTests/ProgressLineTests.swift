import Presentation
import Testing

@Suite struct ProgressLineTests {
  private static let whole = ProgressLine(
    rows: 12_400, expectedRows: 1_000_000, failures: 3, requests: 124, requestsPerSecond: 24.64,
    secondsLeft: 130)

  @Test(arguments: [
    (80, "12,400 of 1,000,000 rows · 3 failed · 124 requests · 25/s · about 2m 10s left"),
    (79, "12,400 of 1,000,000 rows · 3 failed · 124 requests · 25/s · about 2m 10s left"),
    (76, "12,400 of 1,000,000 rows · 3 failed · 124 requests · about 2m 10s left"),
    (60, "12,400 of 1,000,000 rows · 3 failed · about 2m 10s left"),
    (40, "12,400 of 1,000,000 rows · 3 failed"),
    (30, "12,400 of 1,000,000 rows"),
    (10, "12,400 of…"),
  ])
  func fitsTheWidth(width: Int, text: String) {
    #expect(Self.whole.text(width: width) == text)
  }

  @Test func leavesOutWhatIsUnknown() {
    let line = ProgressLine(rows: 1, requests: 1, requestsPerSecond: 0.25)
    #expect(line.text(width: 80) == "1 row · 1 request · 0.3/s")
  }

  @Test(arguments: [
    (0, "0s"), (59.2, "1m 00s"), (45, "45s"), (3599, "59m 59s"), (3600, "1h 00m"),
    (11_100, "3h 05m"), (36_000_000, "10,000h 00m"),
  ])
  func countsTimeInTwoUnits(seconds: Double, text: String) {
    let line = ProgressLine(rows: 2, requests: 2, requestsPerSecond: 10, secondsLeft: seconds)
    #expect(line.text(width: 80) == "2 rows · 2 requests · 10/s · about \(text) left")
  }

  @Test func saysWhatIsDone() {
    let line = ProgressLine(
      activity: "Collecting", rows: 12_300, requests: 124, requestsPerSecond: 25)
    #expect(line.text(width: 80) == "Collecting: 12,300 rows · 124 requests · 25/s")
  }

  @Test func standsOddNumbers() {
    let line = ProgressLine(
      rows: 0, requests: 0, requestsPerSecond: .nan, secondsLeft: .infinity)
    #expect(line.text(width: 80) == "0 rows · 0 requests")
  }
}

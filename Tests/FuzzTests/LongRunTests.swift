import Foundation
import Testing

/// The run of `scripts/fuzz`, which says by the environment what it wants; else there is none.
private struct LongRun: Sendable {
  let targets: [FuzzTarget]
  let count: Int
  let seed: Int
  let atHand: InputAtHand

  /// An input that computes for more seconds hangs, and ends the process.
  private static let patience = 20

  init?(_ environment: [String: String]) {
    guard let names = environment["PINSTRIPE_FUZZ"]?.split(separator: " ").map(String.init),
      let file = environment["PINSTRIPE_FUZZ_INPUT"], let atHand = InputAtHand(path: file)
    else { return nil }
    self.atHand = atHand
    targets = FuzzTarget.all.filter { names.isEmpty || names.contains($0.name) }
    count = environment["PINSTRIPE_FUZZ_COUNT"].flatMap { Int($0) } ?? 100_000
    seed = environment["PINSTRIPE_FUZZ_SEED"].flatMap { Int($0) } ?? 1
  }

  func run() throws {
    say(
      "target", "inputs", "seconds", "inputs/s", "kinds", "slowest ms", "its bytes", "MB", "peak MB"
    )
    for target in targets {
      try readHugeInputs(target)
      var fuzzer = Fuzzer(target, seed: seed)
      var early = 0
      let report = try fuzzer.run(
        count, before: watch,
        after: { if $0 == count / 5 { early = Memory.now } })
      Self.limitTime(seconds: 0)
      tell(target.name, report, growth: Memory.now - early)
    }
  }

  /// These have a time of their own, by their length.
  private func readHugeInputs(_ target: FuzzTarget) throws {
    var report = FuzzReport()
    let start = Processor.time
    for input in HugeInputs.all(100_000) {
      watch(input)
      var random = SeededGenerator(seed: seed)
      let begin = Processor.time
      _ = try target.read(input, &random)
      report.add(input, Processor.time - begin)
    }
    report.duration = Processor.time - start
    tell(target.name + ", huge", report, growth: 0)
  }

  private func watch(_ input: [UInt8]) {
    atHand.hold(input)
    Self.limitTime(seconds: Self.patience)
  }

  /// The signal that comes then ends the process.
  private static func limitTime(seconds: Int) {
    var timer = itimerval()
    timer.it_value.tv_sec = seconds
    #if canImport(Glibc)
      setitimer(Int32(ITIMER_PROF.rawValue), &timer, nil)
    #else
      setitimer(ITIMER_PROF, &timer, nil)
    #endif
  }

  private func tell(_ name: String, _ report: FuzzReport, growth: Int) {
    let seconds = report.duration / .seconds(1)
    say(
      name, "\(report.inputs)", String(format: "%.1f", seconds),
      String(format: "%.0f", Double(report.inputs) / seconds), "\(report.kinds)",
      String(format: "%.1f", report.slowest / .milliseconds(1)), "\(report.slowestInput.count)",
      String(format: "%+d", growth >> 10), "\(Memory.peak >> 10)")
  }

  private func say(_ cells: String...) {
    print("| " + cells.joined(separator: " | ") + " |")
    fflush(nil)
  }
}

/// What the process holds, in KiB.
private enum Memory {
  static var now: Int { status("VmRSS:") }
  static var peak: Int { status("VmHWM:") }

  private static func status(_ name: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0
  }
}

@Suite struct LongRunTests {
  private static let wanted = LongRun(ProcessInfo.processInfo.environment)

  @Test(.enabled(if: wanted != nil, "scripts/fuzz runs this"))
  func `many inputs break no promise`() throws {
    try Self.wanted?.run()
  }
}

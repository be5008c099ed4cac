#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Feeds one target with inputs made at random; the same seed makes the same inputs.
struct Fuzzer {
  let target: FuzzTarget
  private var mutator: Mutator
  private var random: SeededGenerator
  private var kinds: Set<String> = []

  /// Corpora grow no further than this, so that memory stays flat.
  private static let largestPool = 2_000
  private static let longestKept = 1_500

  init(_ target: FuzzTarget, seed: Int) {
    self.target = target
    mutator = Mutator(dictionary: target.dictionary, pool: target.corpus)
    random = SeededGenerator(seed: seed)
  }

  /// Runs until a promise breaks or so many inputs are done.
  ///
  /// - Parameters:
  ///   - before: sees every input before it is read, so that one that ends the process is known.
  ///   - after: hears how many were read.
  mutating func run(
    _ count: Int, before: ([UInt8]) -> Void = { _ in }, after: (Int) -> Void = { _ in }
  ) throws -> FuzzReport {
    let start = Processor.time
    var report = FuzzReport()
    for number in 1...max(count, 1) {
      let input = mutator.input(&random)
      before(input)
      let begin = Processor.time
      let kind = try target.read(input, &random)
      report.add(input, Processor.time - begin)
      keep(input, of: kind)
      after(number)
    }
    report.duration = Processor.time - start
    report.kinds = kinds.count
    return report
  }

  private mutating func keep(_ input: [UInt8], of kind: String) {
    guard input.count <= Self.longestKept, mutator.pool.count < Self.largestPool,
      kinds.insert(kind).inserted
    else { return }
    mutator.pool.append(input)
  }
}

/// What a run came to.
struct FuzzReport {
  private(set) var inputs = 0
  var duration = Duration.zero
  /// How many kinds of inputs the reader told apart.
  var kinds = 0
  private(set) var slowest = Duration.zero
  private(set) var slowestInput: [UInt8] = []

  mutating func add(_ input: [UInt8], _ duration: Duration) {
    inputs += 1
    guard duration > slowest else { return }
    (slowest, slowestInput) = (duration, input)
  }
}

/// Time that the process has spent computing: what others do on the machine does not count.
enum Processor {
  static var time: Duration {
    var now = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
    return .seconds(Int64(now.tv_sec)) + .nanoseconds(Int64(now.tv_nsec))
  }
}

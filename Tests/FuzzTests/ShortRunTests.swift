import Testing

/// A little of what `scripts/fuzz` does at length.
@Suite struct ShortRunTests {
  @Test(.timeLimit(.minutes(60)), arguments: FuzzTarget.all)
  func `inputs made at random break no promise`(target: FuzzTarget) throws {
    var input: [UInt8] = []
    var fuzzer = Fuzzer(target, seed: 1)
    do {
      let report = try fuzzer.run(400, before: { input = $0 })
      #expect(report.inputs == 400)
      #expect(report.kinds > 3, "the corpus reaches into the reader")
    } catch {
      Issue.record("\(error): \(String(decoding: input, as: UTF8.self).debugDescription)")
    }
  }

  @Test(.timeLimit(.minutes(60)), arguments: FuzzTarget.all)
  func `huge inputs are answered`(target: FuzzTarget) throws {
    for input in HugeInputs.all(2_000) {
      var random = SeededGenerator(seed: 1)
      _ = try target.read(input, &random)
    }
  }

  @Test func `the same seed makes the same inputs`() throws {
    let runs = try (0..<2).map { _ in
      var inputs: [[UInt8]] = []
      var fuzzer = Fuzzer(.toml, seed: 7)
      _ = try fuzzer.run(100, before: { inputs.append($0) })
      return inputs
    }
    #expect(runs[0] == runs[1])
    #expect(Set(runs[0]).count > 90)
  }

  @Test func `a broken promise ends the run and shows its input`() {
    let target = FuzzTarget("test", corpus: ["ab"], dictionary: ["z"]) { input, _ in
      try promise(!input.contains(UInt8(ascii: "z")), "there is no z")
      return "\(input.count)"
    }
    var last: [UInt8] = []
    var fuzzer = Fuzzer(target, seed: 1)
    #expect(throws: Broken.self) { try fuzzer.run(1_000, before: { last = $0 }) }
    #expect(last.contains(UInt8(ascii: "z")))
  }
}

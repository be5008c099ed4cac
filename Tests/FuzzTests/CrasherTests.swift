import Testing

/// What `scripts/fuzz` found once.
@Suite struct CrasherTests {
  private static let found: [(FuzzTarget, String)] = [
    (.parser, "query re not"), (.parser, "get re in_1, not, and"),
    (.parser, "list lines of invoice not"),
  ]

  @Test(arguments: found.indices)
  func `what broke once holds`(index: Int) throws {
    let (target, input) = Self.found[index]
    for seed in 0..<8 {
      var random = SeededGenerator(seed: seed)
      _ = try target.read(Array(input.utf8), &random)
    }
  }

  /// Each of these took time that grew with the square of its length.
  @Test(
    arguments: [
      (FuzzTarget.parser, "print $c", ".a"), (.toml, "", "[[a]]\n"), (.form, "", "a[]=1&"),
    ])
  func `work on long inputs grows with their length`(
    target: FuzzTarget, head: String, part: String
  ) throws {
    let growth = try Growth.ofQuadrupling(5_000) { count in
      var random = SeededGenerator(seed: 1)
      _ = try target.read(Array((head + String(repeating: part, count: count)).utf8), &random)
    }
    #expect(growth < Growth.mostWhenLinear)
  }
}

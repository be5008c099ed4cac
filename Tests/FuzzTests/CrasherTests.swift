import Foundation
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

  /// Under a sanitizer everything takes many times as long.
  private static let minutes =
    ProcessInfo.processInfo.environment["PINSTRIPE_SANITIZED"] == nil ? 1 : 20

  /// Each of these took time that grew with the square of its length.
  @Test(
    .timeLimit(.minutes(minutes)),
    arguments: [
      (FuzzTarget.parser, "print $c", ".a"), (.toml, "", "[[a]]\n"), (.form, "", "a[]=1&"),
    ])
  func `long inputs are read in time`(target: FuzzTarget, head: String, part: String) throws {
    var random = SeededGenerator(seed: 1)
    let input = Array((head + String(repeating: part, count: 50_000)).utf8)
    _ = try target.read(input, &random)
  }
}

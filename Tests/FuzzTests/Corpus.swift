#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the repository holds of statements and answers.
enum Corpus {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The examples of the grammar, good and bad, and the statements of the transcripts.
  static let statements: [String] =
    files(in: "grammar/examples").flatMap { split($0, by: "\n\n") } + commands
    + split(text("scripts/tour.stripe"), by: "\n\n")

  /// The objects that transcripts show.
  static let objects: [String] = transcripts.filter { $0.hasPrefix("{") }

  /// The words of the language and its signs.
  static let words: [String] =
    split(text("grammar/keywords.txt"), by: "\n").compactMap { line in
      line.split(separator: " ").first.map { "\($0) " }
    } + signs

  private static let signs =
    "(|)|[|]|{|}|,|:|;|.|=|!=|<=|>=|~|+|-|*|/|\"|'|\\|#|$|${|\"${|}\"|\n|\r\n|$c|in_1|30d|usd 1"
    .split(separator: "|").map(String.init) + [
      "|", "not ", "and ", "or ", "invoices ", "customers ", "status", "created", "metadata.",
      "amount_due ", "2026-01-31", "count(", "sum(", "now ", " is null", "{ a: ", "if $c { ",
      "in (", "\"draft\"", " between 1 and 2", " like '%a_'", "env(", "lines.data[0].", " as n",
    ]

  private static let transcripts: [String] =
    files(in: "Tests/TranscriptTests/Transcripts").flatMap { split($0, by: "\n") }

  private static let commands: [String] = transcripts.compactMap { line in
    guard line.hasPrefix("$ pinstripe"), let start = line.firstIndex(of: "'") else { return nil }
    return String(line[line.index(after: start)...].dropLast())
  }

  private static func files(in path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: path).path)
    return (names ?? []).sorted().map { text("\(path)/\($0)") }
  }

  private static func text(_ path: String) -> String {
    let data = try? Data(contentsOf: root.appending(path: path))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private static func split(_ text: String, by separator: String) -> [String] {
    text.split(separator: separator).map(String.init)
  }
}

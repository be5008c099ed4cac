import Foundation

/// The checkout these tests were built from, as files.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Paths from the root of every file below a directory whose name ends so, sorted.
  static func files(below directory: String, ending suffix: String) -> [String] {
    let base = root.appending(path: directory).resolvingSymlinksInPath().path
    let found = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(suffix) }.map { "\(directory)/\($0)" }.sorted()
  }

  static func names(in directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: directory).path)
      .sorted()
  }

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func lines(of path: String) throws -> [Substring] {
    try text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The code of every Swift file, read once for all tests.
  static let code: [(path: String, lines: [Substring])] = swiftFiles.map { path in
    (path, SourceCode((try? text(of: path)) ?? "").lines)
  }

  static let swiftFiles =
    files(below: "Sources", ending: ".swift") + files(below: "Tests", ending: ".swift")

  static let modules = Set(
    files(below: "Sources", ending: ".swift").compactMap { path in
      path.split(separator: "/").dropFirst().first.map(String.init)
    })
}

import Foundation

/// The checkout these tests were built from.
enum Repository {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every file that holds a transcript, as paths from the root.
  static let transcripts: [String] = {
    let folder = "Tests/TranscriptTests/Transcripts"
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: root.appending(path: folder).resolvingSymlinksInPath().path)
    let files = (names ?? []).filter { $0.hasSuffix(".transcript") }.sorted()
    return files.map { "\(folder)/\($0)" } + ["README.md"]
  }()
}

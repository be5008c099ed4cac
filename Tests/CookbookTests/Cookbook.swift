import Foundation

/// The scripts of this folder, and where the README shows them.
enum Cookbook {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()

  /// File names, in order.
  static let scripts: [String] = {
    let folder = root.appending(path: "Scripts").resolvingSymlinksInPath().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".stripe") }.sorted()
  }()

  static func path(of script: String) -> String {
    root.appending(path: "Scripts/\(script)").path
  }

  static func text(of script: String) throws -> String {
    try String(contentsOfFile: path(of: script), encoding: .utf8)
  }

  /// The statements, without the comment that opens the file.
  static func statements(of script: String) throws -> String {
    let lines = try text(of: script).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { $0.hasPrefix("#") }.joined(separator: "\n")
  }

  static let readme: String? = try? String(
    contentsOf: root.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "README.md"), encoding: .utf8)
}

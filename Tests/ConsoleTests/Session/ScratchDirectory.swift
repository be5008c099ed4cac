import Foundation

/// A directory that goes with its test.
final class ScratchDirectory: Sendable {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent(UUID().uuidString).path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

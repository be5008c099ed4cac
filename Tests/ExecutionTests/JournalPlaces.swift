import Foundation
import JSON

@testable import Execution

/// A directory that goes with its test.
final class ScratchDirectory {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }
}

/// What a journal of a test is of.
func header(_ id: String = "job") -> JournalHeader {
  JournalHeader(
    id: id, startedAt: 1_780_272_000, account: "the sandbox", sources: [], variables: [:])
}

/// `$rows` with names from n1 on.
func rowsNamed(_ count: Int) -> [String: JSONValue] {
  ["rows": .array((1...count).map { ["name": .string("n\($0)")] })]
}

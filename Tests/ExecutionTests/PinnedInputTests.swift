import Diagnostics
import Foundation
import JSON
import Testing

@testable import Execution

/// Inputs that are read twice: what is written is what was checked.
@Suite struct PinnedInputTests {
  private func withFile<Result>(
    _ text: String, _ body: (_ path: String) throws -> Result
  ) throws -> Result {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinned-\(UUID().uuidString).csv").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// What a reading gives, or why it ended.
  private func read(_ input: PinnedInput) -> (bytes: Int, problem: String?) {
    let reader = input.reader()
    var count = 0
    do throws(UnreadableFile) {
      while true {
        let piece = try reader.nextPiece()
        if piece.isEmpty { return (count, nil) }
        count += piece.count
      }
    } catch {
      return (count, error.reason)
    }
  }

  private static let changed = "it changed after it was checked"
  private static let long = String(repeating: "a,b\n1,2\n", count: 40_000)

  private func input(_ path: String) throws -> PinnedInput {
    try PinnedInput(path: path, spoolingIn: NSTemporaryDirectory())
  }

  @Test func `a file may be read as often as is necessary`() throws {
    try withFile(Self.long) { path in
      let input = try input(path)
      #expect(read(input) == (Self.long.utf8.count, nil))
      #expect(read(input) == (Self.long.utf8.count, nil))
      #expect(try input.fingerprint().bytes == Self.long.utf8.count)
    }
  }

  @Test(arguments: ["shorter", "longer", "other", "empty"])
  func `a file that changed is not read on`(change: String) throws {
    try withFile(Self.long) { path in
      let input = try input(path)
      _ = read(input)
      let file = try #require(FileHandle(forUpdatingAtPath: path))
      let length = UInt64(Self.long.utf8.count)
      switch change {
      case "shorter": try file.truncate(atOffset: length - 8)
      case "longer":
        try file.seekToEnd()
        try file.write(contentsOf: Data("3,4\n".utf8))
      case "other":
        // Of the same length, and after blocks that are as they were.
        try file.seek(toOffset: 200_000)
        try file.write(contentsOf: Data("9".utf8))
      default: try file.truncate(atOffset: 0)
      }
      let second = read(input)
      #expect(second.problem == Self.changed)
      if change == "other" { #expect(second.bytes > 0 && second.bytes < 200_000) }
    }
  }

  @Test func `another file put in its place changes nothing`() throws {
    try withFile("a\n1\n") { path in
      let input = try input(path)
      _ = read(input)
      try Data("a\n2\n3\n".utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      #expect(read(input) == (4, nil))
    }
  }

  @Test func `what was not read to its end has a fingerprint of the whole`() throws {
    try withFile(Self.long) { path in
      let whole = try input(path)
      _ = read(whole)
      let part = try input(path)
      _ = try part.reader().nextPiece()
      #expect(try part.fingerprint() == whole.fingerprint())
      #expect(read(part) == (Self.long.utf8.count, nil))
    }
  }

  @Test func `a stream is kept while it is read`() throws {
    var pieces = [Array("a,b\n".utf8), Array("1,2\n3".utf8), Array(",4\n".utf8), []]
    let stream = ByteReader { _ in pieces.isEmpty ? nil : pieces.removeFirst() }
    let input = try PinnedInput(stream, named: "stdin", spoolingIn: NSTemporaryDirectory())
    for _ in 0..<2 {
      let rows = try RowReader(input.reader(), checking: .csv, name: "stdin", place: nil)
      var found: [String] = []
      while let row = try rows.next() { found.append(try row.get().compact) }
      #expect(found == [#"{"a":"1","b":"2"}"#, #"{"a":"3","b":"4"}"#])
    }
    #expect(try input.fingerprint().bytes == 12)
  }

  @Test func `what cannot be opened says why`() {
    #expect(throws: UnreadableFile.self) { try input("/nowhere/a.csv") }
    #expect(throws: UnreadableFile.self) { try input("/tmp").reader().nextPiece() }
  }
}

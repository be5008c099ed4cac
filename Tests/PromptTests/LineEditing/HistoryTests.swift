import Foundation
import Testing

@testable import Prompt

/// A directory of a test's own, gone when the test is.
private final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "pinstripe-history-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func text(of name: String) -> String? {
    let contents = FileManager.default.contents(atPath: "\(path)/\(name)")
    return contents.map { String(decoding: $0, as: UTF8.self) }
  }

  func write(_ text: String, to name: String, mode: Int = 0o644) {
    let isMade = FileManager.default.createFile(
      atPath: "\(path)/\(name)", contents: Data(text.utf8), attributes: [.posixPermissions: mode])
    #expect(isMade)
  }

  func mode(of name: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
  }
}

@Suite struct HistoryTests {
  @Test func entriesSurviveTheSession() throws {
    let scratch = try Scratch()
    let first = History(path: "\(scratch.path)/state/pinstripe/history")
    #expect(first.entries.isEmpty)
    first.add("list invoices")
    first.add("query invoices\n  where path = 'a\\n'\n  limit 5")
    #expect(first.failure == nil)
    let second = History(path: "\(scratch.path)/state/pinstripe/history")
    #expect(
      second.entries == ["list invoices", "query invoices\n  where path = 'a\\n'\n  limit 5"])
  }

  @Test func theFileIsTheOwnersAlone() throws {
    let scratch = try Scratch()
    History(path: "\(scratch.path)/state/history").add("list invoices")
    #expect(try scratch.mode(of: "state/history") == 0o600)
    #expect(try scratch.mode(of: "state") == 0o700)
  }

  @Test func aFileThatOthersCanReadIsClosedToThem() throws {
    let scratch = try Scratch()
    scratch.write("list invoices\n", to: "history", mode: 0o644)
    let history = History(path: "\(scratch.path)/history")
    #expect(history.entries == ["list invoices"])
    #expect(try scratch.mode(of: "history") == 0o600)
  }

  @Test func anOlderCopyGoesAway() throws {
    let scratch = try Scratch()
    let history = History(path: "\(scratch.path)/history")
    for entry in ["a", "b", "a", "a"] { history.add(entry) }
    #expect(history.entries == ["b", "a"])
    #expect(scratch.text(of: "history") == "a\nb\na\n")
    #expect(History(path: "\(scratch.path)/history").entries == ["b", "a"])
  }

  @Test func theOldestEntriesGo() throws {
    let scratch = try Scratch()
    let history = History(path: "\(scratch.path)/history", limit: 3)
    for number in 1...8 { history.add("print \(number)") }
    #expect(history.entries == ["print 6", "print 7", "print 8"])
    let next = History(path: "\(scratch.path)/history", limit: 3)
    #expect(next.entries == ["print 6", "print 7", "print 8"])
    #expect(scratch.text(of: "history") == "print 6\nprint 7\nprint 8\n")
  }

  @Test(arguments: [
    " list invoices", "\tlist invoices", "", "print \"sk_test_4eC39HqLyjWDarjtT1zdp7dc\"",
  ])
  func someEntriesStayOut(_ entry: String) throws {
    let scratch = try Scratch()
    let history = History(path: "\(scratch.path)/history")
    #expect(!history.add(entry))
    #expect(history.entries.isEmpty)
    #expect(scratch.text(of: "history") == nil)
  }

  @Test func aSecretInTheFileIsWipedOut() throws {
    let scratch = try Scratch()
    scratch.write("a\nprint \"sk_live_abcdefgh\"\nb\n", to: "history")
    #expect(History(path: "\(scratch.path)/history").entries == ["a", "b"])
    #expect(scratch.text(of: "history") == "a\nb\n")
  }

  @Test func sessionsSideBySideKeepEachOthersEntries() throws {
    let scratch = try Scratch()
    let one = History(path: "\(scratch.path)/history")
    let other = History(path: "\(scratch.path)/history")
    one.add("a")
    other.add("b")
    one.add("c")
    #expect(one.entries == ["a", "c"])
    #expect(History(path: "\(scratch.path)/history").entries == ["a", "b", "c"])
  }

  @Test func whatCannotBeWrittenLivesOnInTheSession() throws {
    let scratch = try Scratch()
    scratch.write("", to: "file")
    let history = History(path: "\(scratch.path)/file/history")
    #expect(history.add("a"))
    #expect(history.entries == ["a"])
    #expect(history.failure?.hasPrefix("cannot read the history \(scratch.path)") == true)
  }

  @Test func withoutAPathItIsKeptInMemory() {
    let history = History(path: nil)
    #expect(history.add("a"))
    #expect(history.entries == ["a"])
    #expect(history.failure == nil)
  }

  @Test(arguments: ["", "\n", "\\", "\\n", "a\\\nb", "é日本😀", "\\\\n\n\\"])
  func linesGoThereAndBack(_ entry: String) {
    let line = HistoryFile.encoded(entry)
    #expect(line.last == UInt8(ascii: "\n") && !line.dropLast().contains(UInt8(ascii: "\n")))
    #expect(HistoryFile.decoded(line.dropLast()) == entry)
  }
}

import Foundation
import Testing

@testable import AccountConfiguration

@Suite("Files of the owner alone", .serialized)
struct PrivateFileTests {
  private let directory: String

  init() throws {
    directory = NSTemporaryDirectory() + "pinstripe-private-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  private func mode(of name: String) -> Int? {
    var status = stat()
    guard lstat("\(directory)/\(name)", &status) == 0 else { return nil }
    return Int(status.st_mode & 0o7777)
  }

  private func text(of name: String) -> String? {
    FileManager.default.contents(atPath: "\(directory)/\(name)")
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func write(_ text: String, to name: String, _ position: PrivateFile.Position) throws {
    let descriptor = try PrivateFile.open("\(directory)/\(name)", position)
    defer { close(descriptor) }
    #expect(Foundation.write(descriptor, text, text.utf8.count) == text.utf8.count)
  }

  @Test("a new file is closed to others, and one that is there keeps what was chosen for it")
  func permissions() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try write("a", to: "file", .emptied)
    #expect(mode(of: "file") == 0o600)
    try write("b", to: "file", .atItsEnd)
    #expect(text(of: "file") == "ab")
    chmod("\(directory)/file", 0o640)
    try write("c", to: "file", .emptied)
    #expect(text(of: "file") == "c")
    #expect(mode(of: "file") == 0o640)
    try PrivateFile.create("\(directory)/file")
    #expect(text(of: "file") == "c")
  }

  @Test("a link of the user's own is followed, also to what is not there yet")
  func ownLinks() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    symlink("\(directory)/target", "\(directory)/link")
    try write("a", to: "link", .emptied)
    try write("b", to: "link", .atItsEnd)
    #expect(text(of: "target") == "ab")
    #expect(mode(of: "target") == 0o600)
  }

  @Test("a link of another user is not followed", .enabled(if: geteuid() == 0))
  func foreignLinks() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try write("mine", to: "target", .emptied)
    symlink("\(directory)/target", "\(directory)/link")
    lchown("\(directory)/link", 12_345, 12_345)
    #expect(throws: FileError("it is a symbolic link owned by another user")) {
      try PrivateFile.open("\(directory)/link", .emptied)
    }
    #expect(text(of: "target") == "mine")
  }

  @Test("a draft has a name of its own beside what it is for, and is closed to others")
  func drafts() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let first = try PrivateFile.draft(beside: "\(directory)/file")
    let second = try PrivateFile.draft(beside: "\(directory)/file")
    for draft in [first, second] { close(draft.descriptor) }
    #expect(first.path != second.path)
    #expect(first.path.hasPrefix("\(directory)/file."))
    #expect(mode(of: String(first.path.dropFirst(directory.count + 1))) == 0o600)
  }

  @Test("missing directories are made for the owner alone")
  func directories() throws {
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try PrivateFile.makeDirectories(above: "\(directory)/a/b/file")
    try PrivateFile.makeDirectories(above: "\(directory)/a/b/file")
    #expect(mode(of: "a") == 0o700)
    #expect(mode(of: "a/b") == 0o700)
    #expect(throws: FileError.self) { try PrivateFile.open("\(directory)/no/file", .emptied) }
  }
}

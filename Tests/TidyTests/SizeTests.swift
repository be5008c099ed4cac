import Testing

struct SizeTests {
  /// Files that may be longer than 300 lines, each because its cases belong under one another.
  private static let longFiles: Set = [
    "Tests/StripeSandboxTests/InvoiceLifecycleTests.swift"
  ]

  @Test func `a file stays short enough to be read at once`() throws {
    for path in Repository.swiftFiles {
      let count = try Repository.lines(of: path).count - 1
      let limit = Self.longFiles.contains(path) ? 400 : 300
      #expect(count <= limit, "\(path) has \(count) lines, and \(limit) is the limit")
    }
  }

  @Test func `long files are still long`() throws {
    for path in Self.longFiles {
      let count = try Repository.lines(of: path).count - 1
      #expect(count > 300, "\(path) needs no exception any more")
    }
  }

  @Test func `a line fits a hundred columns and ends without blanks`() throws {
    for path in Repository.swiftFiles {
      for (number, line) in try Repository.lines(of: path).enumerated() {
        let isShort = line.utf8.count <= 100 || line.count <= 100
        #expect(isShort, "\(path):\(number + 1) has \(line.count) columns")
        #expect(!line.hasSuffix(" "), "\(path):\(number + 1) ends with a blank")
      }
    }
  }

  @Test func `a file is named after what it holds`() {
    let banned: Set = ["Utils", "Util", "Helpers", "Helper", "Common", "Manager", "Misc", "Stuff"]
    for path in Repository.swiftFiles {
      for part in path.dropLast(".swift".count).split(separator: "/") {
        let words = part.split { !$0.isLetter }.map(String.init)
        let found = banned.first { name in words.contains { $0.hasSuffix(name) } }
        #expect(found == nil, "\(path): \(found ?? "") tells nobody what is inside")
      }
    }
  }
}

import Diagnostics
import JSON
import Testing

@testable import Execution

/// CSV against a reference, whatever the pieces it comes in.
@Suite struct CSVRecordTests {
  private func bytes(_ text: [UInt8], by size: Int) -> ByteReader {
    var position = 0
    return ByteReader { _ in
      let end = min(position + size, text.count)
      defer { position = end }
      return Array(text[position..<end])
    }
  }

  private func records(_ text: String, by size: Int) throws -> [ReferenceCSV.Record] {
    var records = try CSVRecords(bytes(Array(text.utf8), by: size))
    var found: [ReferenceCSV.Record] = []
    while let record = try records.next() {
      switch record {
      case .success(let record): found.append(.cells((0..<record.count).map { record[$0] }))
      case .failure: found.append(.bad)
      }
    }
    return found
  }

  /// Texts made of what matters in CSV; the header settles the delimiter.
  private func randomText(_ random: SplitMix, _ delimiter: String) -> String {
    let parts = [
      "\"", "\"", "\"\"", delimiter, delimiter, "\n", "\r", "\r\n", "a", "é", " ", "漢字",
      "\"x\"", "\"a\(delimiter)b\"", "\"two\r\nlines\"",
    ]
    let length = Int(random.next() % 24)
    let body = (0..<length).map { _ in parts[Int(random.next() % UInt64(parts.count))] }
    return "h\(delimiter)\(delimiter)i\n" + body.joined()
  }

  @Test(arguments: [",", ";", "\t", "|"])
  func `random texts give what the reference gives`(delimiter: String) throws {
    let random = SplitMix(seed: UInt64(delimiter.utf8.first ?? 0))
    let scalar = try #require(delimiter.unicodeScalars.first)
    for _ in 0..<400 {
      let text = randomText(random, delimiter)
      let expected = ReferenceCSV.records(text, delimiter: scalar)
      for size in [1, 2, 3, 4, 5, 6, 7, 1 << 16] {
        #expect(try records(text, by: size) == expected, "\(text.debugDescription) by \(size)")
      }
    }
  }

  private func problems(_ text: String) throws -> [String] {
    var found: [String] = []
    for size in [1, 5, 1 << 16] {
      var records = try CSVRecords(bytes(Array(text.utf8), by: size))
      var problems: [String] = []
      while let record = try records.next() {
        guard case .failure(let problem) = record else { continue }
        problems.append("\(problem.position.line):\(problem.position.column)")
      }
      if size == 1 { found = problems } else { #expect(problems == found, "by \(size)") }
    }
    return found
  }

  @Test func `stray quotes have a line and a column`() throws {
    #expect(try problems("a,b\nx,12\" pipe\n1,2\n") == ["2:5"])
    #expect(try problems("a,b\n1,\"é\"\"漢\"x\n") == ["2:9"])
    #expect(try problems("a,b\r1, \"x\"\r\"y\" ,2\r") == ["2:4", "3:4"])
    #expect(try problems("a,b\r\n\"two\r\nlines\",\"open\r\n") == ["3:8"])
  }

  @Test func `a quote that never closes ends before it takes all memory`() throws {
    let text = Array(("a\n\"" + String(repeating: "x\n", count: 5000)).utf8)
    var records = try CSVRecords(bytes(text, by: 100), longestRecord: 1000)
    _ = try records.next()
    guard case .failure(let problem)? = try records.next() else {
      Issue.record("the record was read")
      return
    }
    #expect(problem.position == Position(line: 2, column: 1))
    #expect(try records.next() == nil)
  }

  @Test func `names of columns reach into objects`() throws {
    func paths(_ names: String...) throws -> [String] {
      try CSVHeader(names).paths.map(\.description)
    }
    #expect(
      try paths("a", " b.c ", "metadata[\"odd.key\"]") == ["a", "b.c", "metadata[\"odd.key\"]"])
    #expect(try paths("metadata.two words") == ["metadata[\"two words\"]"])
    #expect(try paths("a[0]", "x[\"y\"].z") == ["[\"a[0]\"]", "x.y.z"])
    for name in ["", " ", ".", "a.", ".a", "a..b", "[\"\"]", "a[\"b"] {
      #expect(throws: HeaderProblem.self) { try CSVHeader(["ok", name]) }
    }
    #expect(throws: HeaderProblem.self) { try CSVHeader(["a.b", "a"]) }
    #expect(throws: HeaderProblem.self) { try CSVHeader(["a", "a.b"]) }
    #expect(throws: HeaderProblem.self) { try CSVHeader(["a.b", "a[\"b\"]"]) }
  }

  @Test func `a file of very many columns is read in one walk`() throws {
    let count = 100_000
    let names = (0..<count).map { "metadata.key\($0)" }.joined(separator: ",")
    let cells = (0..<count).map(String.init).joined(separator: ",")
    var reader = try CSVReader(
      bytes(Array("\(names)\n\(cells)\n".utf8), by: 1 << 16), name: "a.csv", place: nil)
    let row = try reader.next()?.get()
    #expect(row?["metadata"]?.object?.members.count == count)
  }
}

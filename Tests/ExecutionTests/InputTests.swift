import Diagnostics
import Foundation
import JSON
import StripeWire
import Synchronization
import Testing

@testable import Execution

/// Rows from files, as rows or as what is wrong with them.
@Suite struct InputTests {
  /// What a file of that name gives: rows in compact JSON, failures as `!message`.
  private func rows(_ name: String, _ bytes: [UInt8]) throws -> [String] {
    try withFile(name, bytes) { path in
      let reader = try RowReader.open(path, in: .all, at: Self.place)
      var rows: [String] = []
      while let row = try reader.next() {
        switch row {
        case .success(let value): rows.append(value.compact)
        case .failure(let failure):
          rows.append("!" + failure.message.replacingOccurrences(of: path, with: name))
        }
      }
      return rows
    }
  }

  private func rows(_ name: String, _ text: String) throws -> [String] {
    try rows(name, Array(text.utf8))
  }

  private static let place = Place(source: SourceText(name: "test", text: ""), span: .none)

  private func withFile<Result>(
    _ name: String, _ bytes: [UInt8], _ body: (String) throws -> Result
  ) throws -> Result {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("rows-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    return try body(file.path)
  }

  private func refusal(_ name: String, _ text: String) -> String {
    refusal(name, Array(text.utf8))
  }

  private func refusal(_ name: String, _ bytes: [UInt8]) -> String {
    do {
      _ = try rows(name, bytes)
      return "accepted"
    } catch let failure as Failure {
      return "\(failure.exitCode) \(failure.message.split(separator: "/").last ?? "")"
    } catch {
      return "\(error)"
    }
  }

  @Test func `NDJSON is a row a line, blank lines and line ends aside`() throws {
    #expect(
      try rows("a.ndjson", "{\"a\":1.0}\r\n\n  \t\n{\"b\": [2, null]}\n\"x\"")
        == [#"{"a":1.0}"#, #"{"b":[2,null]}"#, #""x""#])
  }

  @Test func `a byte order mark is no part of the first row`() throws {
    #expect(try rows("a.ndjson", "\u{FEFF}{\"a\":1}\n") == [#"{"a":1}"#])
    #expect(try rows("a.json", "\u{FEFF}[{\"a\":1}]") == [#"{"a":1}"#])
    #expect(try rows("a.csv", "\u{FEFF}a,b\n1,2\n") == [#"{"a":"1","b":"2"}"#])
    #expect(try rows("a.csv", "\u{FEFF}\"a\",b\n1,2\n") == [#"{"a":"1","b":"2"}"#])
  }

  @Test func `a bad line fails alone with its place`() throws {
    let rows = try rows("a.ndjson", "{\"a\":1}\n\n{\"a\":}\n{\"a\":2}\n")
    #expect(rows.count == 3)
    #expect(rows[0] == #"{"a":1}"#)
    #expect(rows[1].hasPrefix("!a.ndjson:3:6: "))
    #expect(rows[2] == #"{"a":2}"#)
  }

  @Test func `a JSON file is an array, a Stripe list or one object`() throws {
    #expect(try rows("a.json", #"[{"a":1}, {"a":2}]"#) == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(try rows("a.json", #"{"object":"list","data":[{"a":1}]}"#) == [#"{"a":1}"#])
    #expect(try rows("a.json", #"{"a":1}"#) == [#"{"a":1}"#])
    #expect(try rows("a.json", "[]") == [])
  }

  @Test func `a file that cannot be used is refused before anything is sent`() {
    #expect(refusal("a.json", "[{\"a\":1},\n }").hasPrefix("2 a.json:2:2: "))
    #expect(refusal("a.json", "3").hasPrefix("2 a.json` contains no array"))
    #expect(refusal("a.csv", "").hasPrefix("2 a.csv` is empty"))
    #expect(refusal("a.csv", "a,,c\n").hasPrefix("2 a.csv:1: column 2 has no name"))
    #expect(refusal("a.csv", "a,b,a\n") == "2 a.csv:1: columns 1 and 3 have the same name")
    #expect(
      refusal("a.csv", "a.b.c,a\n")
        == "2 a.csv:1: column 1 is nested in column 2, which holds a value")
    let dots = String(repeating: "b.", count: 100_000)
    #expect(refusal("a.csv", "a,\(dots)c\n").hasPrefix("2 a.csv:1: the name of column 2 has"))
    #expect(refusal("a.txt", "x").hasPrefix("2 a.txt` is not a .ndjson, .json or .csv"))
  }

  @Test func `a file that is not there is refused`() {
    #expect {
      try RowReader.open("/nowhere/a.csv", in: .all, at: Self.place)
    } throws: { error in
      (error as? Failure)?.exitCode == 2
    }
  }

  @Test func `CSV is texts under names, dots reaching into objects`() throws {
    #expect(
      try rows("a.csv", "email,metadata.tier,metadata.n\na@b.c,gold,007\n,\"\",1\n")
        == [
          #"{"email":"a@b.c","metadata":{"tier":"gold","n":"007"}}"#,
          #"{"metadata":{"tier":"","n":"1"}}"#,
        ])
  }

  @Test(arguments: [
    ("1,", #"{"a":"1"}"#), (#"1,"""#, #"{"a":"1","b":{"c":""}}"#),
    (#""","#, #"{"a":""}"#), (#""","""#, #"{"a":"","b":{"c":""}}"#), (",", "{}"),
    (#""#, ""), (#""""""#, #"{"a":"\""}"#),
  ])
  func `a cell of CSV that is nothing is left out, and quotes around nothing are an empty text`(
    line: String, row: String
  ) throws {
    #expect(try rows("a.csv", "a,b.c\n\(line)\n").joined() == row)
    #expect(try rows("a.csv", "a,b.c\n\(line)").joined() == row)
  }

  @Test func `CSV quotes hold delimiters, quotes and line ends`() throws {
    #expect(
      try rows("a.csv", "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"$row ${x}\"\n")
        == [#"{"a":"x,y","b":"say \"hi\""}"#, #"{"a":"two\nlines","b":"$row ${x}"}"#])
  }

  @Test func `CSV keeps all blanks of a cell, and none around a name`() throws {
    #expect(try rows("a.csv", "a, b\t\n\"  x \",  y \n") == [#"{"a":"  x ","b":"  y "}"#])
  }

  @Test func `lines of CSV and NDJSON may end in returns alone`() throws {
    #expect(
      try rows("a.csv", "a,b\r1,2\r\r3,4\r")
        == [#"{"a":"1","b":"2"}"#, #"{"a":"3","b":"4"}"#])
    #expect(try rows("a.ndjson", "{\"a\":1}\r{\"a\":2}\r\r") == [#"{"a":1}"#, #"{"a":2}"#])
    #expect(
      try rows("a.ndjson", "{\"a\":1}\r\r\n{\"a\":}\r").last?.hasPrefix("!a.ndjson:3:6") == true)
  }

  @Test func `a line end within quotes is kept as it is`() throws {
    #expect(
      try rows("a.csv", "a,b\r\n\"x\r\ny\",\"p\rq\"\r\n") == [#"{"a":"x\r\ny","b":"p\rq"}"#])
  }

  @Test func `a quote in a bare cell fails alone with its place`() throws {
    let rows = try rows("a.csv", "a,b\n1,12\" x 6\"\n\"p\"q,2\n3,4\n")
    #expect(rows.count == 3)
    #expect(rows[0].hasPrefix("!a.csv:2:5: a cell that contains a quote requires quotes"))
    #expect(rows[1].hasPrefix("!a.csv:3:4: text after the closing quote"))
    #expect(rows[2] == #"{"a":"3","b":"4"}"#)
  }

  @Test(arguments: ["a.csv", "a.ndjson", "a.json"])
  func `UTF-16 with a mark is read`(name: String) throws {
    let texts = ["a.csv": "a,b\r\né,漢\r\n", "a.ndjson": #"{"a":"é","b":"漢"}"#]
    let text = texts[name] ?? #"[{"a":"é","b":"漢"}]"#
    let units = ("\u{FEFF}" + text).utf16
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try rows(name, little) == [#"{"a":"é","b":"漢"}"#])
    #expect(try rows(name, big) == [#"{"a":"é","b":"漢"}"#])
  }

  @Test func `bytes that are not text refuse the whole file with their place`() {
    let jose = Array("Jos".utf8) + [0xE9]
    #expect(
      refusal("a.csv", Array("name,x\n1,2\n".utf8) + jose + Array(",1\n".utf8))
        .hasPrefix("2 a.csv:3:4: byte 0xE9 is not valid UTF-8"))
    #expect(refusal("a.csv", jose + Array(",x\n1,2\n".utf8)).hasPrefix("2 a.csv:1:4: byte 0xE9"))
    #expect(
      refusal("a.ndjson", Array("{}\n{\"a\":\"".utf8) + jose + Array("\"}\n".utf8))
        .hasPrefix("2 a.ndjson:2:10: byte 0xE9"))
    #expect(
      refusal("a.json", Array("[{\"a\":\"".utf8) + jose + Array("\"}]".utf8))
        .hasPrefix("2 a.json:1:11: byte 0xE9"))
    #expect(refusal("a.csv", [0x1F, 0x8B, 8, 0, 0, 0, 0]).contains("a.csv` is a gzip archive"))
    #expect(refusal("a.json", [0x50, 0x4B, 3, 4, 0, 0, 0]).contains("a.json` is a zip archive"))
    #expect(refusal("a.csv", "a\u{0}b,c\n1,2\n").hasPrefix("2 a.csv:1:2: a zero byte"))
  }

  @Test func `half of a surrogate pair is not replaced`() throws {
    #expect(
      try rows("a.ndjson", #"{"é":"\ud83d\ude00 \\ud800"}"# + "\n" + #"{"é":"\ud800x"}"#).map {
        String($0.prefix(25))
      } == [#"{"é":"😀 \\ud800"}"#, "!a.ndjson:2:7: half of a "])
    #expect(refusal("a.json", "[{\"a\":\n\"\\udc00\"}]").hasPrefix("2 a.json:2:2: half of a"))
  }

  @Test(arguments: [
    ("a.json", "[{\"a\":1}, {},\n  3]", [1, 2, 3]),
    ("a.json", "{\"data\":[1,\n2]}", [1, 2]),
    ("a.ndjson", "{}\n\n{}\n", [1, 3]),
    ("a.csv", "a,b\n1,2\n\"x\ny\",2\n\n3,4\n", [2, 3, 6]),
  ])
  func `a row is placed where it begins`(file: String, text: String, places: [Int]) throws {
    try withFile(file, Array(text.utf8)) { path in
      let reader = try RowReader.open(path, in: .all, at: Self.place)
      var found: [RowName.Place?] = []
      while try reader.next() != nil { found.append(reader.place) }
      #expect(
        found
          == places.map {
            file == "a.json" ? .element($0, of: path) : .line($0, of: path)
          })
    }
  }

  @Test func `CSV line ends may be CRLF, and the last may be missing`() throws {
    #expect(
      try rows("a.csv", "a,b\r\n1,2\r\n\r\n3,4") == [#"{"a":"1","b":"2"}"#, #"{"a":"3","b":"4"}"#])
  }

  @Test func `CSV may be cut by semicolons`() throws {
    #expect(try rows("a.csv", "a;b\n1,5;2\n") == [#"{"a":"1,5","b":"2"}"#])
  }

  @Test func `a CSV row with too many cells fails alone with its line`() throws {
    #expect(
      try rows("a.csv", "a,b\n1,2\n\"x\ny\",2,3\n4\n")
        == [#"{"a":"1","b":"2"}"#, "!a.csv:3: 3 cells under 2 columns", #"{"a":"4"}"#])
  }

  @Test func `quotes that do not close fail with the line they opened in`() throws {
    let rows = try rows("a.csv", "a,b\n1,2\n\"x\",\"3\n4,5\n")
    #expect(rows.count == 2)
    #expect(rows[1].hasPrefix("!a.csv:3:5: "))
  }

  @Test(arguments: ["a.ndjson", "a.csv"])
  func `many rows are read as they are asked for`(name: String) throws {
    let count = 200_000
    let rows = (0..<count).map { name == "a.csv" ? "n\($0),x\n" : "{\"name\":\"n\($0)\"}\n" }
    let head = name == "a.csv" ? "name,note\n" : ""
    try withFile(name, Array((head + rows.joined()).utf8)) { path in
      let file = try #require(FileHandle(forReadingAtPath: path))
      let bytes = ByteReader(descriptor: file.fileDescriptor)
      let next = try Self.reading(bytes, isCSV: name == "a.csv")
      var passed = UInt64(head.utf8.count)
      var ahead: UInt64 = 0
      var read = 0
      while let row = try next() {
        guard case .success = row else { continue }
        passed += UInt64(rows[read].utf8.count)
        read += 1
        if read.isMultiple(of: 10_000) { ahead = max(ahead, try file.offset() - passed) }
      }
      #expect(read == count)
      // Memory stays flat because no more is ever read than a piece or two beyond what was asked.
      #expect(ahead <= 2 << 16)
    }
  }

  private typealias Next = () throws -> Result<JSONValue, Failure>?

  private static func reading(_ bytes: ByteReader, isCSV: Bool) throws -> Next {
    guard isCSV else {
      let reader = RowReader(bytes, format: .ndjson, name: "a", place: place)
      return { try reader.next() }
    }
    var reader = try CSVReader(bytes, name: "a", place: place)
    return { try reader.next() }
  }
}

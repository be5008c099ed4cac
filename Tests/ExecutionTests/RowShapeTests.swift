import Foundation
import Testing

@testable import Execution

/// The members that the rows of a file have.
@Suite struct RowShapeTests {
  private func shape(_ name: String, _ text: String) throws -> RowShape {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("shape-\(UUID().uuidString)-\(name)").path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try RowShape.read(path, in: .all)
  }

  @Test func `of CSV they are the columns`() throws {
    let shape = try shape("a.csv", "mail,address.city,address.line1,n\nbroken \" row\n")
    #expect(shape.names == ["mail", "address", "n"])
    #expect(shape["address"]?.names == ["city", "line1"])
    #expect(shape["address"]?.holdsValues == false)
    #expect(shape["mail"]?.holdsValues == true)
    #expect(shape["email"] == nil)
    #expect(shape.isComplete)
  }

  @Test(arguments: [
    ("a.ndjson", "{\"a\":1}\n\nbroken\n{\"b\":{\"c\":[1]}}\n{\"b\":null,\"a\":2}\n{\"b\":\"x\"}\n"),
    ("a.json", "[{\"a\":1},{\"b\":{\"c\":[1]}},{\"b\":null,\"a\":2},{\"b\":\"x\"}]"),
  ])
  func `of JSON they are those of any row`(name: String, text: String) throws {
    let shape = try shape(name, text)
    #expect(shape.names == ["a", "b"])
    #expect(shape["b"]?.names == ["c"])
    #expect(shape["b"]?.holdsValues == true)
    #expect(shape["b"]?["c"]?.holdsValues == true)
    #expect(!shape.holdsValues && shape.isComplete)
  }

  @Test func `of names without end only some are kept, and it is said`() throws {
    let rows = (0...RowShape.maxMembers).map { "{\"n\($0)\":1}\n" }.joined()
    let shape = try shape("a.ndjson", rows)
    #expect(!shape.isComplete)
    #expect(shape.names.count == RowShape.maxMembers)
  }

  @Test func `a file that cannot be read has none`() {
    #expect(throws: Failure.self) { try RowShape.read("/nowhere/a.csv", in: .all) }
    #expect(throws: Failure.self) { try shape("a.csv", "") }
    #expect(throws: Failure.self) { try shape("a.txt", "a") }
  }
}

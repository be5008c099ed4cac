import JSON
import StripeWire
import Synchronization
import Testing

@testable import Console

/// Rows that go to files.
@Suite struct DestinationTests {
  @Test func `a file is replaced once all rows are there, and stays as it was on a failure`()
    async throws
  {
    let isBroken = Atomic(false)
    let place = try TestPlace(
      AnsweringTransport { request in
        if isBroken.load(ordering: .relaxed) {
          return AnsweringTransport.json(400, #"{"error":{"message":"no"}}"#)
        }
        return AnsweringTransport.json(
          200,
          #"""
          {"object":"list","has_more":false,
           "data":[{"id":"cus_1","object":"customer","created":1}]}
          """#)
      })
    let text = "list customers select id into \"a.csv\""
    #expect(await place.run(text) == 0)
    #expect(place.file("a.csv") == "id\ncus_1\n")
    #expect(place.output.text.isEmpty)
    #expect(place.messages.text == "1 row written to a.csv\n")
    isBroken.store(true, ordering: .relaxed)
    #expect(await place.run(text) == 1)
    #expect(place.file("a.csv") == "id\ncus_1\n")
    // Another run may write it again.
    isBroken.store(false, ordering: .relaxed)
    #expect(await place.run(text) == 0)
  }

  @Test func `statements of a run append rows of the same columns to one file`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      "create customer { name: \"A\" }",
      "for i in [1, 2] { query customers select name into \"./a.csv\" }")
    #expect(code == 0)
    #expect(place.messages.text == "1 row written to ./a.csv\n1 row appended to ./a.csv\n")
    #expect(place.file("./a.csv") == "name\nA\nA\n")
  }

  @Test(arguments: [
    "query customers select id into \"a.csv\"", "query customers into \"a.csv\"",
  ])
  func `a file is not overwritten by rows of other columns`(second: String) async throws {
    let place = try TestPlace()
    let code = await place.run(
      "create customer { name: \"A\" }\nquery customers select name into \"a.csv\"\n\(second)")
    #expect(code == 2)
    #expect(place.messages.text.contains("was already written by the statement at test:2:"))
    #expect(place.file("a.csv") == "name\nA\n")
  }

  @Test func `whole documents are not appended`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      "query customers select name into \"a.json\"\nquery products select name into \"a.json\"")
    #expect(code == 2)
  }

  @Test func `output takes the format of its ending until it is ended`() async throws {
    let place = try TestPlace()
    let code = await place.run(
      """
      create customer { name: "A" }
      set output = "a.tsv"
      query customers select name, email
      set output = default
      print 1
      """)
    #expect(code == 0)
    #expect(place.file("a.tsv") == "name\temail\nA\t\n")
    #expect(place.lines.last == "1")
  }
}

import Presentation
import Testing

@testable import Console

@Suite struct OrderedOutputTests {
  private let results = MemorySink()
  private let everything = MemorySink()

  private func output(budget: Int) -> OrderedOutput {
    OrderedOutput(results: everything, messages: everything, directory: "/tmp", budget: budget)
  }

  @Test(arguments: [0, 1, 7, 100, 1 << 20])
  func `what was held comes in its order, from memory and from a file`(budget: Int) throws {
    let output = output(budget: budget)
    let like = OutputStream(sink: results, isTerminal: true)
    let streams = [output.stream(.results, like: like), output.stream(.messages, like: like)]
    #expect(streams.map(\.isTerminal) == [true, true])
    var expected = ""
    for number in 0..<40 {
      let text = "\(number) " + String(repeating: "x", count: number * number)
      try streams[number % 3 == 0 ? 1 : 0].sink.write(Array(text.utf8))
      expected += text
    }
    #expect(everything.text.isEmpty)
    try output.beginTurn()
    #expect(everything.text == expected)
    try streams[0].sink.write(Array("now".utf8))
    try output.beginTurn()
    #expect(everything.text == expected + "now")
  }

  @Test func `what would be stale by then is not held`() throws {
    let output = output(budget: 100)
    let sink = output.passingSink(.messages)
    try sink.write([65])
    try output.beginTurn()
    try sink.write([66])
    #expect(everything.text == "B")
  }

  @Test func `a directory that is not there is a failure`() {
    let output = OrderedOutput(
      results: results, messages: results, directory: "/nowhere/at/all", budget: 1)
    let stream = output.stream(.results, like: OutputStream(sink: results, isTerminal: false))
    #expect(throws: (any Error).self) { try stream.sink.write([1, 2, 3]) }
  }
}

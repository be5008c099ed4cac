import JSON
import StripeWire
import Synchronization
import Testing

@testable import Console

/// The line of progress while rows are found that are not printed.
@Suite struct CollectionProgressTests {
  /// Three pages of two customers.
  private static func page(_ request: APIRequest) -> APIResponse {
    let start = request.parameters["starting_after"]?.string.flatMap { Int($0.dropFirst(4)) } ?? 0
    guard request.method == .get else { return AnsweringTransport.json(200, #"{"id":"cus_1"}"#) }
    let rows = (1...2).map { #"{"id":"cus_\#(start + $0)","object":"customer","created":1}"# }
    return AnsweringTransport.json(
      200, #"{"object":"list","has_more":\#(start < 4),"data":[\#(rows.joined(separator: ","))]}"#)
  }

  @Test(arguments: [
    "let x = query customers page size 2", "print count(query customers page size 2)",
    #"update customers where true { name: "x" }"#,
  ])
  func `rows that are collected are counted on a terminal alone`(text: String) async throws {
    for isTerminal in [true, false] {
      let time = Atomic<Int>(0)
      let place = try TestPlace(
        AnsweringTransport(answer: Self.page), showsMessagesOnTerminal: isTerminal,
        now: { Double(time.add(1, ordering: .relaxed).newValue) })
      #expect(await place.run(text) == 0)
      #expect(place.messages.text.contains("Collecting: 2 rows · 1 request") == isTerminal)
      #expect(place.messages.text.contains("\u{1B}") == isTerminal)
    }
  }
}

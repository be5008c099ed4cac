import Diagnostics
import Language
import Testing

@testable import CodeCompletion

/// What Tab offers at the `|`.
private func offered(_ marked: String) -> [Completion] {
  let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
  return Completer.complete(
    text: parts.joined(), cursor: parts[0].utf8.count, context: sampleContext)
}

private func texts(_ marked: String) -> [String] { offered(marked).map(\.text) }

@Suite struct ValueCompletionTests {
  /// All that is offered.
  @Test(arguments: [
    // Operators behind a field that rows are tested by, the likeliest first.
    ("query invoices where status |", ["=", "!=", "in", "not in", "is null", "is not null"]),
    ("query invoices where attempted |", ["=", "!=", "is null", "is not null"]),
    (
      "query invoices where total |",
      ["=", "!=", ">", ">=", "<", "<=", "in", "between", "is null", "is not null"]
    ),
    ("query invoices where total b|", ["between"]),
    ("query customers where email l|", ["like"]),
    ("query invoices where attempted a|", ["and"]),
    ("list invoices where created |", ["=", ">", ">=", "<", "<="]),
    ("list invoices where status |", ["="]),
    // Values: amounts by their currencies, strings by their quotes, objects by their names; never
    // `not` alone.
    ("query invoices where total > |", ["$c", "$inv", "eur", "gbp", "usd"]),
    ("create price { unit_amount: |", ["$c", "$inv", "eur", "gbp", "usd"]),
    ("query customers where email = |", ["\"", "$c", "$inv"]),
    ("create customer { name: |", ["\"", "$c", "$inv"]),
    ("create customer { name: n|", []),
    ("query customers where metadata.|", ["crm", "order_no"]),
    ("create customer { metadata: { o|", ["order_no"]),
    ("query invoices where customer = \"Ann|", ["cus_1"]),
    ("query invoices where customer = ann|", ["cus_1"]),
    ("query invoices where customer = \"lee|", ["cus_1"]),
    ("query invoices where customer = \"Bob|", []),
    ("let rows = read(\"p|", ["\"people.csv"]),
    // What is always nested needs its parent.
    ("update lines inv|", ["invoice"]),
  ])
  func offers(_ marked: String, _ expected: [String]) {
    #expect(texts(marked) == expected)
  }

  @Test func requiredKeysComeFirst() {
    let keys = offered("create price { |")
    #expect(keys.first?.text == "currency")
    #expect(keys.first?.description.hasPrefix("required") == true)
    #expect(keys.dropFirst().allSatisfy { !$0.description.hasPrefix("required") })
    #expect(texts("update lines |").contains("invoice"))
  }

  @Test func commandsOfThePromptBeginAnEntry() {
    var context = sampleContext
    context.commands = [.init(name: "watch", description: "repeat")]
    func found(_ text: String) -> [String] {
      Completer.complete(text: text, cursor: text.utf8.count, context: context).map(\.text)
    }
    #expect(found("wat") == ["watch"])
    #expect(found("list invoices; wat").isEmpty)
  }
}

@Suite struct RecentIDsTests {
  @Test func eachIsRememberedOnceUpToALimit() {
    var recent = RecentIDs()
    for number in 0..<RecentIDs.limit + 3 { recent.note("in_\(number)") }
    recent.note("in_9")
    #expect(recent.ids.count == RecentIDs.limit)
    #expect(recent.ids.first == "in_3")
    #expect(recent.ids.last == "in_\(RecentIDs.limit + 2)")
  }

  @Test(arguments: [
    "", "abc", "_abc", "in_1 or true", "in_\"", "in_é", String(repeating: "a_", count: 200),
  ])
  func whatIsNoPlainIDIsNot(_ text: String) {
    var recent = RecentIDs()
    recent.note(text)
    #expect(recent.ids.isEmpty)
  }
}

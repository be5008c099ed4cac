import Analysis
import Diagnostics
import Expressions
import StripeCatalog
import Testing

@testable import Planning

/// Plans of statements whose values are known only when they run.
@Suite struct PlaceholderPlanTests {
  private func explained(_ text: String) throws -> String {
    let source = SourceText(name: "test", text: text)
    let context = CheckContext(
      catalog: .embedded, variables: ["1": .unknown, "2": .unknown, "c": .unknown])
    let compilation = Compiler.compile([source], context)
    #expect(compilation.diagnostics.isEmpty)
    guard case .operation(let operation)? = compilation.program?.statements.first?.kind else {
      return ""
    }
    let bindings = Bindings(now: 1_780_272_000, allowsPlaceholders: true)
    return try Planner().plan(operation, with: bindings).node.lines().joined(separator: "\n")
  }

  @Test(arguments: [
    ("query invoices where created >= $1", #"filter: created = {"gte":"$1"}"#),
    ("query invoices where total > $1 and amount_due < $2", "total > $1 and amount_due < $2"),
    ("query invoices where customer = $c.id", "filter: customer = $c.id"),
    ("query invoices where created >= now - $1", "created >= 1780272000 - $1"),
    ("query invoices where status = $1", "filter: status = $1"),
    (#"query customers where email like "%${1}""#, #"email like "%" ++ $1"#),
    ("query customers where name in ($1, $2)", "name in ($1, $2)"),
    ("list invoices where created >= $1", #"created = {"gte":"$1"}"#),
    ("query invoices where total > 5 limit $1 page size $2", "page size: 100"),
    ("update customers where email = $1 { name: $2 }", "body: { name: $2 }"),
    ("get customer $1", #"ids: ["$1"]"#),
  ])
  func showTheVariable(_ statement: String, _ expected: String) throws {
    let text = try explained(statement)
    #expect(text.contains(expected), "\(text)")
  }
}

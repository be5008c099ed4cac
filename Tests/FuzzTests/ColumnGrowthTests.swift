import Analysis
import Diagnostics
import Expressions
import JSON
import Language
import Planning
import StripeCatalog
import Testing

@testable import Execution

/// Work on many columns, groups and aggregates grows with their number.
@Suite struct ColumnGrowthTests {
  /// Checks a query whose parts in braces are written `count` times, each with its number for `#`.
  private func checked(_ query: String, times count: Int) throws -> CheckedProgram {
    let text = query.replacing(/\{(?<part>[^|}]*)(\|(?<separator>[^}]*))?\}/) { match in
      (0..<count).map { match.part.replacing("#", with: "\($0)") }
        .joined(separator: String(match.separator ?? ", "))
    }
    let compiled = Compiler.compile(
      [SourceText(name: "test", text: text)], CheckContext(catalog: .embedded))
    #expect(compiled.diagnostics.isEmpty)
    return try #require(compiled.program)
  }

  @Test(arguments: [
    "select {metadata.k#}, count() group by {metadata.k#}",
    "select {sum(total) as c#} group by {metadata.k#} order by {c#}",
    "select {max(metadata.k#) as c#} group by currency order by {c#}",
    "select {max(metadata.k#) as c#}",
    "select currency, count() group by currency having {max(metadata.k#) = \"1\"| and }",
    "select distinct {metadata.k#} order by {metadata.k#}",
  ])
  func `groups and aggregates, and what a condition or an order names`(shape: String) throws {
    let growth = try Growth.ofQuadrupling(1_000) { count in
      _ = try checked("query invoices \(shape)", times: count)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  @Test(arguments: [
    "select {total as c#}", "select {sum(total) as c#}", "select {max(metadata.k#) as c#}",
    "select {metadata.k#}, {sum(total) as c#} group by {metadata.k#}",
    "select {sum(total) as c#}, currency group by {metadata.k#}, currency",
  ])
  func `columns that are displayed`(shape: String) throws {
    let growth = try Growth.ofQuadrupling(1_000) { count in
      let program = try checked("query invoices \(shape)", times: count)
      guard case .operation(let operation)? = program.statements.first?.kind,
        case .read(let plan) = try Planner().plan(operation, with: Bindings())
      else { throw NoPlan() }
      let read = PresentedRead(plan, addsCurrencies: true)
      #expect((read.columns?.count ?? 0) >= count)
    }
    #expect(growth < Growth.mostWhenLinear)
  }

  private struct NoPlan: Error {}

  @Test(arguments: [["c#"], ["metadata", "k#"], ["k#", "amount"]])
  func `rows of many columns`(keys: [String]) throws {
    let growth = try Growth.ofQuadrupling(1_000) { count in
      let columns = (0..<count).map { number in
        let steps = keys.map { RowPath.Step.key($0.replacing("#", with: "\(number)")) }
        return SelectedColumn(
          .constant(.integer(number)), in: Column("c\(number)", at: RowPath(steps)),
          shape: .unknown)
      }
      let row = try Projection(columns).row(of: GroupRow(keys: [], aggregates: []))
      let outer = try #require(row.object)
      let inner = outer.keys == ["metadata"] ? outer["metadata"]?.object : outer
      #expect(inner?.members.count == count)
    }
    #expect(growth < Growth.mostWhenLinear)
  }
}

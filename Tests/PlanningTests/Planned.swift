import Analysis
import Diagnostics
import Expressions
import JSON
import Language
import StripeCatalog
import Testing

@testable import Planning

/// What a text is planned as, or the first thing that is wrong with it.
func planned(
  _ text: String, variables: [String: JSONValue] = [:], planner: Planner = Planner(),
  zone: ClockZone = .utc
) -> String {
  do {
    return try plan(text, variables: variables, planner: planner, zone: zone).node.lines()
      .joined(separator: "\n")
  } catch {
    return "error: \(error.message)"
  }
}

/// Why there is no plan.
struct Unplanned: Error {
  var message: String
}

/// The plan of a text's only statement, its time being 2026-06-01.
func plan(
  _ text: String, variables: [String: JSONValue] = [:], planner: Planner = Planner(),
  zone: ClockZone = .utc
) throws(Unplanned) -> Plan {
  let source = SourceText(name: "test", text: text)
  let parsed = Parser.parse(source)
  let context = CheckContext(catalog: .embedded, variables: variables.mapValues { .known($0) })
  let compilation = Compiler.compile([parsed], context)
  let program = compilation.program
  if let problem = compilation.diagnostics.first {
    throw Unplanned(message: problem.message)
  }
  guard case .operation(let operation)? = program?.statements.first?.kind else {
    throw Unplanned(message: "this is no operation")
  }
  do {
    return try planner.plan(
      operation, with: Bindings(variables: variables, now: 1_780_272_000, zone: zone))
  } catch {
    throw Unplanned(message: error.message)
  }
}

/// A statement and its plan's text.
struct PlanCase: Sendable, CustomTestStringConvertible {
  var statement: String
  var text: String

  init(_ statement: String, _ text: String) {
    self.statement = statement
    self.text = text
  }

  var testDescription: String { statement }

  /// Expects the text; a variable of an object and one of nothing are at hand.
  func hold(sourceLocation: SourceLocation = #_sourceLocation) {
    let found = planned(statement, variables: ["c": ["id": "cus_1"], "none": nil])
    #expect(found == text, sourceLocation: sourceLocation)
  }
}

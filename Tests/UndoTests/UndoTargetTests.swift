import Analysis
import Diagnostics
import JSON
import Language
import StripeCatalog
import Testing

@testable import Undo

/// Every update and every creation of the catalog has an undoing that means what it says.
@Suite struct UndoTargetTests {
  private static func operations(_ kind: OperationKind) -> [Operation] {
    // What a transaction has for a name is no update of the language's.
    Catalog.embedded.operations.filter { $0.kind == kind && $0.method == .post }
  }

  private func step(_ operation: Operation, _ more: JSONObject) throws -> UndoStep {
    let values = operation.pathParameters.indices.map { "x_\($0)" }
    var line: JSONObject = [
      "operation": .string("\(operation)"), "method": .string(operation.method.rawValue),
      "path": .string(try #require(operation.path(with: values))), "outcome": "ok",
      "ids": ["x_id"],
    ]
    for member in more.members { line[member.key] = member.value }
    return Undoing(catalog: .embedded).step(for: try #require(try ReportedWrite(line)))
  }

  private func checked(_ statement: UndoStatement) -> CheckedWrite? {
    let source = SourceText(name: "undo", text: statement.text)
    let program = Compiler.compile([source], CheckContext(catalog: .embedded)).program
    guard case .operation(.write(let write))? = program?.statements.first?.kind else { return nil }
    return write
  }

  @Test func `updates are put back by the operation that made them`() throws {
    for operation in Self.operations(.update) {
      guard let field = operation.parameters.first(where: { $0.isClearable }) else { continue }
      let step = try step(operation, ["previous": .object([field.name: .null])])
      let statement = try #require(step.statements.first)
      #expect(checked(statement)?.operation.path == operation.path, "\(statement.text)")
    }
  }

  @Test func `creations are ended by an operation of the same object, or named`() throws {
    for operation in Self.operations(.create) {
      let step = try step(operation, [:])
      guard let statement = step.statements.first else {
        #expect(step.remains.count == 1)
        continue
      }
      let write = try #require(checked(statement), "\(statement.text)")
      #expect(write.ids.count == 1 || write.parents.count > 0)
      #expect(write.operation.pathParameters.count == operation.pathParameters.count + 1)
    }
  }
}

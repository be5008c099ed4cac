import Databases
import Execution
import Expressions
import JSON
import Planning

/// The table for the rows of a read, and the read with the columns that the table requires.
struct ImportedTable {
  let definition: TableDefinition
  /// The columns of the read that is to run; nil for whole objects.
  private let columns: [SelectedColumn]?
  private let grouping: Grouping?
  /// A text that is equal for runs of the same statement, with the same values.
  let fingerprint: String

  /// Describes the table.
  /// - Parameters:
  ///   - name: the name of the table; nil for the usual one of the object.
  ///   - standard: the plan by which runs of the same statement are recognized.
  init(_ plan: ReadPlan, named name: String?, standard: ReadPlan? = nil) {
    let read = PresentedRead(plan, addsCurrencies: true)
    let name = name ?? TableDefinition.usualName(for: plan.object)
    columns = read.plan.columns
    grouping = read.plan.grouping
    definition =
      if let columns = read.plan.columns {
        SelectedTable(columns, of: plan.object, grouping: read.plan.grouping)
          .definition(named: name)
      } else {
        TableDefinition(name: name, of: plan.object, expanded: plan.expand)
      }
    var described = standard ?? plan
    described.destination = nil
    fingerprint = TextDigest.sha256(described.node.json.compact + "\n" + definition.signature)
  }

  /// Returns a read of the same statement with the columns that the table requires.
  func completed(_ plan: ReadPlan) -> ReadPlan {
    var plan = plan
    plan.columns = columns
    plan.grouping = grouping
    return plan
  }

  /// The table for display, with the columns as facts.
  var node: PlanNode {
    PlanNode(
      "table \(definition.name)",
      facts: definition.columns.map { column in
        let isKey = definition.hasKey && column.name == TableDefinition.key
        return PlanNode.Fact(
          column.name, .string(column.kind.rawValue + (isKey ? ", key" : "")))
      })
  }
}

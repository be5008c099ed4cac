/// What becomes of one write of a report: statements that undo it, or words on why none do.
struct UndoStep: Sendable, Hashable {
  var statements: [UndoStatement] = []
  /// What stays as the write left it, a sentence each.
  var remains: [String] = []
}

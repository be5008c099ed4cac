/// The outcome of undoing one write: statements that undo it, or reasons why none can.
struct UndoStep: Sendable, Hashable {
  var statements: [UndoStatement] = []
  /// One sentence for each part of the write that cannot be undone.
  var remains: [String] = []
}

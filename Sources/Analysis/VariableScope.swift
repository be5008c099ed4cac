import Expressions

/// The variables at a place in a text, and the changes made by the blocks around it.
///
/// Entering and leaving a block costs nothing for variables that it does not assign: each open
/// block stores the earlier bindings of the names assigned in it.
struct VariableScope {
  /// The variables by name, without `$`.
  private(set) var bindings: [String: VariableBinding]
  private var blocks: [OpenBlock] = []

  private struct OpenBlock {
    /// The earlier bindings of the names assigned in it; nil for a name that did not exist.
    var earlier: [String: VariableBinding?] = [:]
  }

  init(_ bindings: [String: VariableBinding]) {
    self.bindings = bindings
  }

  subscript(name: String) -> VariableBinding? { bindings[name] }

  /// The names of all variables, sorted.
  var names: [String] { bindings.keys.sorted() }

  mutating func assign(_ name: String, _ binding: VariableBinding) {
    let earlier = bindings.updateValue(binding, forKey: name)
    guard let block = blocks.indices.last, blocks[block].earlier[name] == nil else { return }
    blocks[block].earlier.updateValue(earlier, forKey: name)
  }

  mutating func enterBlock() { blocks.append(OpenBlock()) }

  /// Ends the innermost block. Its own variables disappear; a variable from outside whose shape it
  /// changed has an unknown shape afterwards.
  mutating func leaveBlock() {
    guard let block = blocks.popLast() else { return }
    for (name, earlier) in block.earlier {
      let inside = bindings[name]
      bindings[name] = earlier
      if earlier != nil, inside != earlier { assign(name, .unknown) }
    }
  }

  /// Restores the binding of a name before the innermost block, such as that of a loop variable.
  mutating func restore(_ name: String) {
    guard let earlier = blocks.last?.earlier[name] else { return }
    bindings[name] = earlier
  }
}

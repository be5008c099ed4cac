import Expressions

/// The variables at a place in a text, and what the blocks around it changed.
///
/// Entering and leaving a block costs nothing for variables that it does not assign: each open
/// block remembers what the names that were assigned in it had been before.
struct VariableScope {
  /// By name, without `$`.
  private(set) var bindings: [String: VariableBinding]
  private var blocks: [OpenBlock] = []

  private struct OpenBlock {
    /// What the names assigned in it were before; nil for a name that was not there.
    var earlier: [String: VariableBinding?] = [:]
  }

  init(_ bindings: [String: VariableBinding]) {
    self.bindings = bindings
  }

  subscript(name: String) -> VariableBinding? { bindings[name] }

  /// The names of all, sorted.
  var names: [String] { bindings.keys.sorted() }

  mutating func assign(_ name: String, _ binding: VariableBinding) {
    let earlier = bindings.updateValue(binding, forKey: name)
    guard let block = blocks.indices.last, blocks[block].earlier[name] == nil else { return }
    blocks[block].earlier.updateValue(earlier, forKey: name)
  }

  mutating func enterBlock() { blocks.append(OpenBlock()) }

  /// Ends the innermost block. Its own names end with it; a variable from outside that it gave
  /// another shape may have either afterwards.
  mutating func leaveBlock() {
    guard let block = blocks.popLast() else { return }
    for (name, earlier) in block.earlier {
      let inside = bindings[name]
      bindings[name] = earlier
      if earlier != nil, inside != earlier { assign(name, .unknown) }
    }
  }

  /// Gives a name back what it was before the innermost block, such as that of its loop's variable.
  mutating func restore(_ name: String) {
    guard let earlier = blocks.last?.earlier[name] else { return }
    bindings[name] = earlier
  }
}

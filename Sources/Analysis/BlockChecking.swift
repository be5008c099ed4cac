import Expressions
import Language

extension Checker {
  /// Checks a block that runs at most once. It can read and assign the variables around it;
  /// variables declared in it exist only there.
  mutating func check(_ block: Block) -> [CheckedStatement] {
    variables.enterBlock()
    defer { variables.leaveBlock() }
    return check(block.statements)
  }

  /// Checks the body of a loop. A variable it assigns may already have a value from the iteration
  /// before.
  mutating func check(body block: Block, of name: String, over element: ValueShape)
    -> [CheckedStatement]
  {
    variables.enterBlock()
    for assigned in block.assignedNames where variables[assigned] != nil {
      variables.assign(assigned, .unknown)
    }
    variables.assign(name, VariableBinding(element))
    defer {
      variables.restore(name)
      variables.leaveBlock()
    }
    return check(block.statements)
  }
}

extension Block {
  /// The names that `let` assigns in the block, including those in nested blocks.
  fileprivate var assignedNames: [String] { statements.flatMap(\.assignedNames) }
}

extension Statement {
  fileprivate var assignedNames: [String] {
    switch kind {
    case .assignment(let name, _): [name.text]
    case .loop(_, _, let body): body.assignedNames
    case .conditional(let branches, let otherwise):
      branches.flatMap(\.body.assignedNames) + (otherwise?.assignedNames ?? [])
    case .operation, .request, .assertion, .print, .include, .use, .setting, .show, .describe,
      .explain, .testConnection, .help, .exit:
      []
    }
  }
}

import Diagnostics

/// The verbs that act on objects.
package enum Verb: String, Sendable, Hashable, CaseIterable {
  case get
  case retrieve
  case list
  case query
  case create
  case update
  case upsert
  case delete
  case execute
}

/// An operation on an object: `verb [action] target clauses [body]`, one form for all verbs.
///
/// The parser accepts every clause with every verb; the checker rejects those that a verb does not
/// take.
package struct OperationStatement: Sendable, Hashable {
  /// The verb, such as `query`.
  package var verb: Verb
  /// The place of the verb in the text.
  package var verbSpan: Span
  /// `finalize` in `execute finalize invoice in_1`; nil for every verb but `execute`.
  package var action: Name?
  /// The object, with its ids and parents.
  package var target: Target
  /// The clauses, such as `where`.
  package var clauses: Clauses
  /// The request body `{ … }`; nil if there is none.
  package var body: ObjectLiteral?
  /// The place of the whole operation in the text.
  package var span: Span

  /// Creates an operation from its parts.
  package init(
    verb: Verb, verbSpan: Span, action: Name?, target: Target, clauses: Clauses,
    body: ObjectLiteral?, span: Span
  ) {
    self.verb = verb
    self.verbSpan = verbSpan
    self.action = action
    self.target = target
    self.clauses = clauses
    self.body = body
    self.span = span
  }
}

/// The target of an operation: `line il_2 of invoice in_1`. The form `lines invoice in_1 line il_2`
/// parses to the same value.
package struct Target: Sendable, Hashable {
  /// The name of the object as written, with dots: `invoices`, `checkout.sessions`, `lines`.
  package var object: Name
  /// The ids: `cus_1, $c.id`. A bare word is a path of one component here.
  package var ids: [Expression]
  /// The parents, innermost first.
  package var parents: [Parent]

  /// Creates a target; without ids it means a collection of objects.
  package init(object: Name, ids: [Expression] = [], parents: [Parent] = []) {
    self.object = object
    self.ids = ids
    self.parents = parents
  }
}

/// A parent of the object: `of invoice in_1`. The id is nil if the body gives it as `parent_id`.
package struct Parent: Sendable, Hashable {
  /// The name of the parent's object, as written.
  package var object: Name
  /// The id of the parent; nil if the body gives it.
  package var id: Expression?

  /// Creates a parent from its name and its id.
  package init(object: Name, id: Expression?) {
    self.object = object
    self.id = id
  }
}

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

/// `verb [action] target clauses [body]`: the one shape all verbs share.
///
/// Which clauses a verb takes is for Analysis to say; the parser takes them all.
package struct OperationStatement: Sendable, Hashable {
  package var verb: Verb
  package var verbSpan: Span
  /// `finalize` in `execute finalize invoice in_1`; set for `execute` alone.
  package var action: Name?
  package var target: Target
  package var clauses: Clauses
  package var body: ObjectLiteral?
  package var span: Span

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

/// `line il_2 of invoice in_1`; `lines invoice in_1 line il_2` parses to the same.
package struct Target: Sendable, Hashable {
  /// As written, dots included: `invoices`, `checkout.sessions`, `lines`.
  package var object: Name
  /// `cus_1, $c.id`: bare words are paths of one component here.
  package var ids: [Expression]
  /// Innermost first.
  package var parents: [Parent]

  package init(object: Name, ids: [Expression] = [], parents: [Parent] = []) {
    self.object = object
    self.ids = ids
    self.parents = parents
  }
}

/// `of invoice in_1`; the id is missing where the body gives it as `parent_id`.
package struct Parent: Sendable, Hashable {
  package var object: Name
  package var id: Expression?

  package init(object: Name, id: Expression?) {
    self.object = object
    self.id = id
  }
}

import Diagnostics

/// The verbs that act on objects.
public enum Verb: String, Sendable, Hashable, CaseIterable {
  case get
  case retrieve
  case list
  case query
  case create
  case update
  case delete
  case execute
}

/// `verb [action] target clauses [body]`: the one shape all verbs share.
///
/// Which clauses a verb takes is for Analysis to say; the parser takes them all.
public struct OperationStatement: Sendable, Hashable {
  public var verb: Verb
  public var verbSpan: Span
  /// `finalize` in `execute finalize invoice in_1`; set for `execute` alone.
  public var action: Name?
  public var target: Target
  public var clauses: Clauses
  public var body: ObjectLiteral?
  public var span: Span

  public init(
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
public struct Target: Sendable, Hashable {
  /// As written, dots included: `invoices`, `checkout.sessions`, `lines`.
  public var object: Name
  /// `cus_1, $c.id`: bare words are paths of one component here.
  public var ids: [Expression]
  /// Innermost first.
  public var parents: [Parent]

  public init(object: Name, ids: [Expression] = [], parents: [Parent] = []) {
    self.object = object
    self.ids = ids
    self.parents = parents
  }
}

/// `of invoice in_1`; the id is missing where the body gives it as `parent_id`.
public struct Parent: Sendable, Hashable {
  public var object: Name
  public var id: Expression?

  public init(object: Name, id: Expression?) {
    self.object = object
    self.id = id
  }
}

import JSON
import StripeCatalog

/// Whether an object already is as a request would make it.
package enum Sameness: Sendable, Hashable {
  case same
  case different
  /// The object does not show it: a card's token, a field that Stripe sends only on request.
  case unknown

  fileprivate static func all(_ parts: some Sequence<Sameness>) -> Sameness {
    var isKnown = true
    for part in parts {
      switch part {
      case .different: return .different
      case .unknown: isKnown = false
      case .same: break
      }
    }
    return isKnown ? .same : .unknown
  }
}

extension ObjectType {
  /// Whether an object has all that a document would set.
  /// - Parameter row: the object as Stripe answered it.
  package func sameness(of row: JSONValue, with document: JSONObject) -> Sameness {
    .all(document.members.lazy.filter { $0.key != "expand" }.map { sameness(of: row, with: $0) })
  }

  /// Whether an object has what one member of a document would set.
  package func sameness(of row: JSONValue, with member: JSONMember) -> Sameness {
    guard let field = field(named: member.key) else { return .unknown }
    return field.sameness(of: row[member.key], with: member.value)
  }
}

extension Field {
  fileprivate func sameness(of present: JSONValue?, with sent: JSONValue) -> Sameness {
    // What Stripe leaves out may be anything: it may come on request alone.
    guard let present else { return .unknown }
    if name == "currency" {
      return TypeShape.string.sameness(of: present.lowercased, with: sent.lowercased)
    }
    return (isDateTime ? .timestamp : type).sameness(of: present, with: sent)
  }
}

extension TypeShape {
  fileprivate func sameness(of present: JSONValue, with sent: JSONValue) -> Sameness {
    if sent.clears { return present.isEmpty ? .same : .different }
    if present.isNull, sent.object == nil { return .different }
    switch self {
    case .string, .enumeration, .boolean:
      return known(Values.areEqual(present, sent, as: .text))
    case .integer, .number, .decimal:
      return known(Values.areEqual(present, sent, as: .number))
    case .timestamp:
      // "now" is another moment each time.
      guard sent.seconds != nil else { return .unknown }
      return known(Values.areEqual(present, sent, as: .timestamp))
    case .expandable, .object:
      guard let id = sent.identity.string else { return .unknown }
      return known(present.identity.string == id)
    case .array(let element): return element.sameness(ofAll: present, with: sent)
    case .map(let value): return value.sameness(ofMap: present, with: sent)
    case .record(let record): return record.sameness(of: present, with: sent)
    case .any: return present == sent ? .same : .unknown
    // Rows of a list are changed one by one, by their ids.
    case .list: return .unknown
    case .union(let shapes):
      let parts = Set(shapes.map { $0.sameness(of: present, with: sent) })
      return parts.contains(.same) ? .same : parts == [.different] ? .different : .unknown
    }
  }

  private func known(_ isSame: Bool) -> Sameness { isSame ? .same : .different }

  private func sameness(ofAll present: JSONValue, with sent: JSONValue) -> Sameness {
    guard let present = present.array, let sent = sent.array else { return .unknown }
    guard present.count == sent.count else { return .different }
    return .all(zip(present, sent).lazy.map { sameness(of: $0, with: $1) })
  }

  /// Of a map the members that are sent are set, and the others stay.
  private func sameness(ofMap present: JSONValue, with sent: JSONValue) -> Sameness {
    guard let sent = sent.object else { return .unknown }
    return .all(
      sent.members.lazy.map { member in
        guard let value = present[member.key] else {
          return member.value.clears ? .same : .different
        }
        return sameness(of: value, with: member.value)
      })
  }
}

extension RecordShape {
  fileprivate func sameness(of present: JSONValue, with sent: JSONValue) -> Sameness {
    guard let sent = sent.object else { return .unknown }
    return .all(
      sent.members.lazy.map { member in
        guard let field = field(named: member.key) else { return .unknown }
        // A record that is not there has nothing in it.
        return field.sameness(
          of: present.isNull ? .null : present[member.key], with: member.value)
      })
  }
}

extension JSONValue {
  /// Whether it is what clears a field.
  fileprivate var clears: Bool { isNull || string == "" }

  /// Whether it is what a cleared field has.
  fileprivate var isEmpty: Bool {
    switch self {
    case .null: true
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let object): object.isEmpty
    case .bool, .number: false
    }
  }

  fileprivate var lowercased: JSONValue { string.map { .string($0.lowercased()) } ?? self }
}

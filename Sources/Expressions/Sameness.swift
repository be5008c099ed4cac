import JSON
import StripeCatalog

/// The result of comparing an object with the values that a request would set.
package enum Sameness: Sendable, Hashable {
  case same
  case different
  /// Not visible in the object: a card's token, a field that Stripe sends only on request.
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
  /// Returns whether an object already has every value that a document would set.
  /// - Parameter row: The object as Stripe sent it.
  package func sameness(of row: JSONValue, with document: JSONObject) -> Sameness {
    .all(document.members.lazy.filter { $0.key != "expand" }.map { sameness(of: row, with: $0) })
  }

  /// Returns whether an object already has the value that one member of a document would set.
  package func sameness(of row: JSONValue, with member: JSONMember) -> Sameness {
    guard let field = field(named: member.key) else { return .unknown }
    return field.sameness(of: row[member.key], with: member.value)
  }
}

extension Field {
  fileprivate func sameness(of present: JSONValue?, with sent: JSONValue) -> Sameness {
    // A field that Stripe omits is unknown: it may be sent only on request.
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
      // "now" means another time in each request.
      guard sent.seconds != nil else { return .unknown }
      return known(Values.areEqual(present, sent, as: .timestamp))
    case .expandable, .object:
      guard let id = sent.identity.string else { return .unknown }
      return known(present.identity.string == id)
    case .array(let element): return element.sameness(ofAll: present, with: sent)
    case .map(let value): return value.sameness(ofMap: present, with: sent)
    case .record(let record): return record.sameness(of: present, with: sent)
    case .any: return present == sent ? .same : .unknown
    // The elements of a list are updated one by one, by their ids.
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

  /// Compares a map. Stripe sets the members that are sent and keeps the others.
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
        // A missing record has no values in it.
        return field.sameness(
          of: present.isNull ? .null : present[member.key], with: member.value)
      })
  }
}

extension JSONValue {
  /// True if sending the value clears a field.
  fileprivate var clears: Bool { isNull || string == "" }

  /// True if a field that was cleared has this value.
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

import JSON
import StripeCatalog

/// The values of fields before a request that sets them.
package struct PreviousValues: Sendable, Hashable {
  /// The fields as the object had them: of metadata the keys that are set, everything else whole.
  package private(set) var fields: JSONObject = [:]
  /// Parameters that no field shows, such as a card's token.
  package private(set) var notCaptured: [String] = []

  /// Parameters that control how a change is made and are not fields: undoing the change uses the
  /// same ones. Source: Stripe's parameters of subscriptions and their items.
  private static let manners: Set = ["proration_behavior", "payment_behavior"]

  /// Selects the previous values from an object.
  /// - Parameters:
  ///   - row: the object before the request.
  ///   - document: the members that the request sets.
  ///   - record: the parameters that the request can set.
  ///   - object: the type of the row.
  package init(
    of row: JSONValue, before document: JSONObject, record: RecordShape, object: ObjectType
  ) {
    for member in document.members where member.key != "expand" {
      if let value = row[member.key] {
        let isMap = record.parameter(named: member.key)?.type.isMap ?? false
        fields[member.key] = kept(value, member.value, isMap: isMap, member.key)
      } else if object.field(named: member.key) != nil {
        fields[member.key] = .null
      } else if Self.manners.contains(member.key) {
        fields[member.key] = member.value
      } else {
        notCaptured.append(member.key)
      }
    }
  }

  /// Combines the values of rows that one request sets, each with its id, as the request names
  /// them.
  package init(of rows: [(id: String, values: PreviousValues)], in collection: String) {
    let kept = rows.map { row in
      JSONValue.object(JSONObject([JSONMember("id", .string(row.id))] + row.values.fields.members))
    }
    fields = [collection: .array(kept)]
    notCaptured = rows.flatMap { row in row.values.notCaptured.map { "\($0) of \(row.id)" } }
  }

  /// Returns the part of a value to store. A record is stored whole, because Stripe replaces some
  /// as a whole; but empty members that are not set stay empty without being stored.
  private mutating func kept(
    _ value: JSONValue, _ new: JSONValue, isMap: Bool, _ name: String
  ) -> JSONValue {
    guard let old = value.object else { return value }
    if isMap {
      let keys = new.object?.keys ?? old.keys
      return .object(JSONObject(keys.map { JSONMember($0, old[$0] ?? .null) }))
    }
    let new = new.object ?? [:]
    var kept: JSONObject = [:]
    for member in old.members {
      if let new = new[member.key] {
        kept[member.key] = self.kept(member.value, new, isMap: false, "\(name).\(member.key)")
      } else if !member.value.isNull {
        kept[member.key] = self.kept(member.value, .null, isMap: false, member.key)
      }
    }
    notCaptured += new.keys.filter { old[$0] == nil }.map { "\(name).\($0)" }
    return .object(kept)
  }
}

extension TypeShape {
  fileprivate var isMap: Bool {
    switch self {
    case .map: true
    case .union(let shapes): shapes.contains(where: \.isMap)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .array,
      .record, .object, .expandable, .list:
      false
    }
  }
}

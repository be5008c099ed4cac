import Expressions
import JSON
import Planning
import StripeCatalog
import StripeWire

/// A write whose object has not been found yet.
struct KeyedWrite: Sendable {
  /// The value by which the object is found.
  let key: JSONValue
  /// The members to set if the object exists.
  let document: JSONObject
  /// The members of a new object; empty if none is created.
  let creation: JSONObject
  /// The members that can be set only when an object is created.
  let fixed: JSONObject

  /// The reason that an object which differs cannot be changed; nil if it can.
  var refusal: Failure?

  /// The value as a text, the same for values that are equal.
  var text: String { KeyText.text(of: key) }
}

/// Values of keys as texts, for look-ups.
enum KeyText {
  static func text(of value: JSONValue) -> String {
    switch value.identity {
    case .string(let text): text
    case .number(let number): number.integer.map(String.init) ?? number.text
    case .null, .bool, .array, .object: value.compact
    }
  }
}

extension WritePlan {
  /// Returns the write for one input whose object is found by a key.
  /// - Parameter row: the value of `$row`; nil if there is only the body.
  func prepared(
    by key: KeyPlan, row: JSONValue?, number: Int?
  ) throws(Failure) -> PreparedWrite {
    var document = try document(of: row)
    let parents = try parentIDs(&document, row)
    let value = try key.value(in: document, row, of: self)
    var keyed: KeyedWrite
    if let creation = key.creation {
      document.set(value, at: key.member)
      keyed = try upsert(document, by: value, key, creation)
    } else {
      // What the object is found by is not what it is given.
      if body == nil || row == nil { document.remove(at: key.member) }
      keyed = KeyedWrite(
        key: value, document: try fitted(document, isData: row != nil), creation: [:], fixed: [:])
    }
    keyed.refusal = refusal(of: document)
    return PreparedWrite(
      request: APIRequest(
        operation.method, operation.path, keyed.document, to: operation.server.wire),
      row: number, id: nil, parents: parents, keyed: keyed)
  }

  private func upsert(
    _ document: JSONObject, by value: JSONValue, _ key: KeyPlan, _ creation: Operation
  ) throws(Failure) -> KeyedWrite {
    var (changing, fixed) = (JSONObject(), JSONObject())
    for member in document.members {
      if !operation.takes(member),
        operation.parameter(named: member.key) == nil
          || creation.takes(member)
      {
        fixed.members.append(member)
      } else {
        changing.members.append(member)
      }
    }
    do {
      fixed = try creation.fitted(fixed, asRowOf: creation.record)
    } catch {
      throw Failure(.value(error.message), at: place)
    }
    changing.remove(at: key.member)
    return KeyedWrite(
      key: value, document: try fitted(changing, isData: true), creation: document.withoutNulls,
      fixed: fixed)
  }

  private func fitted(_ document: JSONObject, isData: Bool) throws(Failure) -> JSONObject {
    var document = document
    if isData { document = try fitted(document) }
    return verb.clearsEmpties ? try clearingEmpties(document, writtenAs: nil) : document
  }

  /// Returns the reason that an existing object cannot be given the document; nil if it can.
  private func refusal(of document: JSONObject) -> Failure? {
    guard verb.clearsEmpties else { return nil }
    do {
      _ = try clearingEmpties(document, writtenAs: writtenBody)
      return nil
    } catch {
      return error
    }
  }
}

extension Operation {
  /// Returns true if it has a parameter for a member of a document, with its type.
  fileprivate func takes(_ member: JSONMember) -> Bool {
    (try? fitted(JSONObject([member]), asRowOf: record)) != nil
  }
}

extension KeyPlan {
  /// Returns the value that finds the object: the value that a new object would have, or else the
  /// row's.
  fileprivate func value(
    in document: JSONObject, _ row: JSONValue?, of plan: WritePlan
  ) throws(Failure) -> JSONValue {
    var found: JSONValue?
    if creation != nil || row == nil { found = JSONValue.object(document).value(at: member) }
    if found == nil, let row { found = row.object == nil ? row : row.value(at: member) }
    let value = found?.identity ?? .null
    guard !value.isNull, value.string?.isBlank != true else {
      throw Failure(.value("`\(member)` is empty: \(plan.title) requires it"), at: plan.place)
    }
    guard value.array == nil, value.object == nil else {
      throw Failure(.value("`\(member)` is not a single value: \(value.compact.prefix(60))"))
    }
    do {
      return try target.fitted(kind == .text ? .string(KeyText.text(of: value)) : value)
    } catch {
      throw Failure(.value(error.sentence), at: plan.place)
    }
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy { $0 == " " || $0 == "\t" } }
}

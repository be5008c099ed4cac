import Expressions
import JSON

/// The members that the rows of a file have: the columns of a CSV file, or all members of the rows
/// of NDJSON or JSON, nested as in the rows.
package struct RowShape: Sendable, Hashable {
  /// The names of the members, in the order they first occur.
  package private(set) var names: [String] = []
  /// True if it is a value that is not an object in some row: a string, a number, a list.
  package private(set) var holdsValues = false
  /// True if these are all members. A file that uses data as names may have more than are kept;
  /// then a missing name proves nothing.
  package private(set) var isComplete = true

  private var members: [String: RowShape] = [:]

  /// The maximum number of members kept, at all depths together.
  static let maxMembers = 10_000

  /// Creates the shape of no rows.
  package init() {}

  /// The shape of a member; nil if no row has it.
  package subscript(name: String) -> RowShape? { members[name] }

  /// Reads a file to its end, or only the header of CSV. Rows that cannot be read are ignored.
  /// - Throws: `Failure` if the file cannot be read, or is not text.
  package static func read(_ path: String, in files: InputFiles) throws(Failure) -> RowShape {
    let reader = try RowReader.open(path, in: files, at: nil)
    var shape = RowShape()
    var room = maxMembers
    if let header = reader.header {
      for path in header.paths { shape.take(path.steps[...], &room) }
    } else {
      while let row = try reader.next() {
        if case .success(let value) = row { shape.take(value, &room) }
        if room < 0 { break }
      }
    }
    shape.isComplete = room >= 0
    return shape
  }

  private mutating func take(_ steps: ArraySlice<RowPath.Step>, _ room: inout Int) {
    guard case .key(let key)? = steps.first else {
      holdsValues = true
      return
    }
    add(key, &room)
    members[key]?.take(steps.dropFirst(), &room)
  }

  private mutating func take(_ value: JSONValue, _ room: inout Int) {
    guard let object = value.object else {
      if !value.isNull { holdsValues = true }
      return
    }
    for member in object.members {
      add(member.key, &room)
      members[member.key]?.take(member.value, &room)
    }
  }

  private mutating func add(_ name: String, _ room: inout Int) {
    guard members[name] == nil else { return }
    room -= 1
    guard room >= 0 else { return }
    names.append(name)
    members[name] = RowShape()
  }
}

extension RowShape {
  /// Returns the shape of a regular file; nil if it is not one or cannot be read, which the job
  /// then reports.
  package static func known(ofFile path: String, in files: InputFiles) -> RowShape? {
    guard ByteReader.isRegularFile(path) else { return nil }
    return try? read(path, in: files)
  }
}

extension ValueShape {
  /// Creates the shape that a check may rely on: a member that no row has is missing from all of
  /// them.
  package init(_ rows: RowShape) {
    guard rows.isComplete, !rows.holdsValues, !rows.names.isEmpty else {
      self = .unknown
      return
    }
    var members = ValueMembers()
    for name in rows.names { members[name] = rows[name].map(ValueShape.init) ?? .unknown }
    self = .record(members)
  }
}

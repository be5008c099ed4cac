import Expressions
import JSON
import Planning

/// The objects of a job's keys by their values; the objects' bytes are in a temporary file.
struct KeyIndex: Sendable {
  private struct Entry: Sendable {
    var ranges: [Range<Int>] = []
  }

  private var entries: [String: Entry] = [:]
  private let file: TemporaryFile
  private var end = 0

  init(in directory: String) throws(Failure) {
    file = try TemporaryFile(in: directory)
  }

  /// Adds an object; of many with one value only as many are kept as an error names.
  mutating func add(_ row: RawJSON, under key: String) throws(Failure) {
    guard entries[key, default: Entry()].ranges.count < KeyPlan.maxMatches else { return }
    let bytes = Array(row.slice)
    try file.write(bytes, at: end)
    entries[key, default: Entry()].ranges.append(end..<end + bytes.count)
    end += bytes.count
  }

  /// Returns the objects of a value.
  func objects(under key: String) throws(Failure) -> [RawJSON] {
    var objects: [RawJSON] = []
    for range in entries[key]?.ranges ?? [] {
      guard let object = try? RawJSON(parsing: try file.read(range)) else {
        throw file.unreadable
      }
      objects.append(object)
    }
    return objects
  }
}

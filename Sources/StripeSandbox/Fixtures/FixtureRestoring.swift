import JSON
import SandboxStore

/// Stores the lines of an export one after another.
struct FixtureRestoring {
  let transaction: StoreTransaction
  let resources: Resources
  private(set) var objects = 0
  private var line = 0

  init(transaction: StoreTransaction, resources: Resources) {
    self.transaction = transaction
    self.resources = resources
  }

  mutating func add(_ bytes: [UInt8]) throws {
    line += 1
    guard !bytes.isEmpty else { return }
    guard let object = try? JSONValue(parsing: bytes).object else {
      throw line == 1 ? FixtureError.noHead : malformed("not a JSON object")
    }
    if line == 1 { return try FixtureLine.checkHead(object) }
    guard let record = FixtureLine.record(object) else {
      throw malformed("not a record of a sandbox, or one without all of its members")
    }
    do {
      record.kind == .object ? try insert(object) : try transaction.insert(record)
    } catch let error as FixtureError {
      throw error
    } catch {
      throw malformed("\(error)")
    }
  }

  /// - Throws: `FixtureError` where there was no line at all.
  func end() throws {
    if line == 0 { throw FixtureError.noHead }
  }

  private func malformed(_ what: String) -> FixtureError { .malformed(line: line, what) }

  private mutating func insert(_ line: JSONObject) throws {
    let type = line.text("type") ?? ""
    guard let resource = resources[type], let object = line.object("body"),
      let id = line.text("id"), let sortKey = line["sort_key"]?.integer
    else { throw malformed("there is no such object as `\(type)`") }
    let parent = line.text("parent")
    let fields = FieldIndexing.fields(of: object, resource, parent: parent)
    try transaction.objects(of: line.text("account") ?? SharedAccount.id).insert(
      ObjectRow(
        type: type, id: id, parent: parent, sortKey: sortKey, fields: fields,
        entries: FieldIndexing.entries(fields, resource), schema: resource.schema,
        body: StoredBody(object, resource)))
    objects += 1
  }
}
